// Every text of the page itself; what the bot says comes from its catalogues.
export const texts = {
  skip: "Go to the message box",
  who: "Who are you?",
  sample: "A sample network. Nothing leaves this machine.",
  find: "Find a country or role",
  none: "Nobody like that here.",
  people: "‹ People",
  textOnly: "text only",
  language: "Language",
  time: "Time",
  back: "‹ Talk",
  lost: "The connection is lost. Trying again by itself; nothing you write is lost.",
  write: "Write as in Teams or Slack",
  send: "Send",
  aside: "Time and pages",
  clock: "Clock",
  hour: "+1 hour",
  day: "+1 day",
  playgroundTime: "playground time",
  hints: "How to talk",
  pages: "Pages",
  pick: "Pick who you are. Everybody has a talk of their own, and a second window can be somebody else.",
  earlier: "Earlier messages",
  failed: "Not sent.",
  again: "Send again",
  refused: "This message was not taken: it is too long or holds signs that cannot be kept.",
  edit: "Change it",
  unread: (count) => (count === 1 ? "1 unread message" : `${count} unread messages`),
  you: "You:",
  bot: "Bot:",
};

export const groups = { house: "Secretariat", delegation: "Delegations", observer: "Observers", outside: "Outside" };
export const hints = ["menu", "submit an offer", "my needs and offers", "back · skip · skip all · cancel"];
export const pages = [["/readyz", "Is it ready?"], ["/metrics", "Figures"]];
export const languages = { en: "English", fr: "Français", ru: "Русский", zh: "中文" };
export const locale = "en-GB";
