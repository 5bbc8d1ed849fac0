"""What people type, and what comes of it: `verb` for sure, `verb?` asked back, or nothing."""

FOCAL_POINT = (
    "interest",
    "need",
    "offer",
    "mine.page",
    "floor.request",
    "floor.question",
    "floor.point",
    "floor.reply",
    "meetings.page",
    "settings.show",
    "drafts.page",
    "menu.show",
    "help.show",
)
SECRETARIAT = (
    "broadcast",
    "broadcasts.page",
    "interests.page",
    "clearance.page",
    "admissions.page",
    "focal-points.page",
    "person-find",
    "person-add",
    "meetings.page",
    "settings.show",
    "menu.show",
    "help.show",
)

ENGLISH = """
menu = menu.show
MENU! = menu.show
menu please = menu.show
main menu = menu.show
hello = menu.show
Hi 👋 = menu.show
help = help.show
help me pls = help.show
I need help = help.show
what can you do? = help.show
how does this work = help.show
register interest = interest
Register Interest. = interest
regsiter interest = interest
register intrest = interest
registar interest please = interest
i want to register interest = interest
we would like to register our interest = interest
we want to join = interest
I would like to join the network = interest
express interest = interest
expression of interest = interest
join a working group = interest
become a member = interest
sign up = interest
i want to sign my country up = interest?
submit a need = need
submit need = need
sumbit a need = need
submit a ned = need?
i need training = need
we need experts = need
We need experts, please = need
request assistance = need
ask for help = need
looking for trainning = need
new need = need
our ministry needs three experts = need?
we are looking for technical assistance on customs = need?
submit an offer = offer
submit offer = offer
sumbit an ofer = offer
submitt an offer = offer
i want to offer training = offer
I want to offer training! = offer
we want to offer training = offer
i'd like to offer training = offer
we'd like to offer some training = offer
we could offer experts = offer
we can offer = offer
make an offer = offer
share our experience = offer
share expertise = offer
i do not want to offer training = offer?
training in fisheries for 20 people = need?
submit = need?
i want to withdraw my interest = mine.page
french please = settings.show
don't offer training = offer?
training in fisheries for 20 people = need?
submit = need?
i want to withdraw my interest = mine.page
french please = settings.show
offer me training = offer?
training in fisheries for 20 people = need?
submit = need?
i want to withdraw my interest = mine.page
french please = settings.show
offer us training please = offer?
can you offer training? = offer?
need to offer training = offer?
training in fisheries for 20 people = need?
submit = need?
i want to withdraw my interest = mine.page
french please = settings.show
cancel my offer = offer?
crafts = drafts.page?
how can I submit an offer to the secretariat = offer?
my needs and offers = mine.page
my needs = mine.page
show my offers = mine.page
my ofers = mine.page
our needs and offers = mine.page
needs and offers = mine.page
what have we submitted = mine.page
withdraw my offer = mine.page
edit our offer = mine.page?
request the floor = floor.request
floor pls = floor.request
floor = floor.request
flor please = floor.request
i want the floor = floor.request
I would like to speak = floor.request
may I speak? = floor.request
give us the floor = floor.request
reqest the floor = floor.request
requst teh floor = floor.request?
put us on the list of speakers = floor.request
point of order = floor.point
Point of order! = floor.point
piont of order = floor.point
we raise a point of order = floor.point
right of reply = floor.reply
we would like a right of reply = floor.reply
ask a question = floor.question
we have a question = floor.question
meetings = meetings.page
meetngs = meetings.page
next meeting = meetings.page
when is the next meeting? = meetings.page
agenda = meetings.page
settings = settings.show
setings = settings.show
change language = settings.show
change my langauge = settings.show
time zone = settings.show
quiet hours = settings.show
drafts = drafts.page
continue my draft = drafts.page
continue where i stopped = drafts.page
training = offer?
training in fisheries for 20 people = need?
submit = need?
i want to withdraw my interest = mine.page
french please = settings.show
bula vinaka =
what is the weather in Suva =
asdf qwer =
42 =
👍 =
??? =
no =
thank you very much =
<script>alert(1)</script> =
the quick brown fox jumps over the lazy dog =
"""

OFFICE = """
expressions of interest = interests.page
expression of interest = interests.page
decide on interest = interests.page
pending interests = interests.page
clearance = clearance.page
needs and offers to clear = clearance.page
needs to clear = clearance.page
broadcast = broadcast
new broadcast = broadcast
Broadcast please = broadcast
i want to write to everybody = broadcast
broadcasts = broadcasts.page
list of broadcasts = broadcasts.page
show me all broadcasts = broadcasts.page?
focal points = focal-points.page
focal point list = focal-points.page
focl points = focal-points.page
list of focal points = focal-points.page
people waiting = admissions.page
people waiting for approval = admissions.page
approvals = admissions.page
find a person = person-find
find person = person-find
add a person = person-add
add person = person-add
add a focal point = person-add
add a focal piont = person-add
submit an offer =
"""

FRENCH = """
menu = menu.show
bonjour = menu.show
aide = help.show
j’ai besoin d’aide = help.show
manifester un intérêt = interest
manifester un interet = interest
manifestation d'intérêt = interest
rejoindre le réseau = interest
nous voudrions rejoindre le réseau = interest
soumettre un besoin = need
soumetre un besoin = need
nous avons besoin d'experts = need
j’ai besoin d’une formation = need
soumettre une offre = offer
soumettre une ofre, svp = offer
je voudrais proposer une formation = offer
proposer des experts = offer
je ne veux pas proposer une formation = offer?
mes besoins et mes offres = mine.page
nos offres = mine.page
demander la parole = floor.request
la parole svp = floor.request
demander la parolle = floor.request
je demande la parole = floor.request
motion d’ordre = floor.point
droit de réponse = floor.reply
poser une question = floor.question
prochaine réunion = meetings.page
réglages = settings.show
changer de langue = settings.show
mes brouillons = drafts.page
submit an offer = offer
i want to offer training = offer
pouvez-vous proposer une formation ? = offer?
proposer une formation s'il vous plaît = offer
en français, svp = settings.show
il fait beau aujourd’hui =
merci beaucoup =
"""

RUSSIAN = """
меню = menu.show
Здравствуйте! = menu.show
привет = menu.show
помощь = help.show
нам нужна помощь = help.show?
заявить об интересе = interest
заявить об интерессе = interest
хотим вступить в сеть = interest
присоединиться к сети = interest
заявить о потребности = need
заявить о потребностях = need
нам нужны эксперты = need
нам нужно обучение = need
подать предложение = offer
подать предложенее = offer
хочу предложить обучение = offer
хотели бы предложить обучение = offer
мы можем предложить экспертов = offer
не хочу предложить обучение = offer?
мои потребности и предложения = mine.page
мои предложения = mine.page
попросить слова = floor.request
прошу слова = floor.request
попросить слово, пожалуйста = floor.request
хочу выступить = floor.request
порядок ведения = floor.point
право на ответ = floor.reply
задать вопрос = floor.question
следующее заседание = meetings.page
заседания = meetings.page
настройки = settings.show
настроики = settings.show
сменить язык = settings.show
черновики = drafts.page
submit a need = need
предложите мне обучение = offer?
можете предложить обучение? = offer?
по-русски = settings.show
хорошая погода =
спасибо большое =
"""

CHINESE = """
菜单 = menu.show
您好 = menu.show
帮助 = help.show
我需要帮助 = help.show
登记意向 = interest
我们想登记意向 = interest
加入网络 = interest
我想加入网络 = interest
提交需求 = need
请提交需求 = need
我们需要专家 = need
我需要培训 = need
提交供给 = offer
我想提供培训 = offer
我们可以提供 = offer
提供专家 = offer
我们不想提供培训 = offer?
我的需求和供给 = mine.page
我的供给 = mine.page
请求发言 = floor.request
我要发言 = floor.request
申请发言 = floor.request
程序问题 = floor.point
答辩权 = floor.reply
提出问题 = floor.question
下次会议 = meetings.page
下次会议什么时候？ = meetings.page
会议 = meetings.page
设置 = settings.show
更改语言 = settings.show
草稿 = drafts.page
submit an offer = offer
floor pls = floor.request
你们能提供培训吗 = offer?
请给我们提供培训 = offer?
中文 = settings.show
今天天气很好 =
谢谢 =
"""


def rows(table: str) -> list[tuple[str, str]]:
    lines = (line.rpartition("=") for line in table.strip().splitlines())
    return [(typed.strip(), expected.strip()) for typed, _, expected in lines]


TYPED = [
    *(("en", FOCAL_POINT, *row) for row in rows(ENGLISH)),
    *(("en", SECRETARIAT, *row) for row in rows(OFFICE)),
    *(("fr", FOCAL_POINT, *row) for row in rows(FRENCH)),
    *(("ru", FOCAL_POINT, *row) for row in rows(RUSSIAN)),
    *(("zh", FOCAL_POINT, *row) for row in rows(CHINESE)),
]
