"""Countries by ISO 3166 code, and what people call them."""

_PAIRS = """
AFG:AF AGO:AO ALB:AL AND:AD ARE:AE ARG:AR ARM:AM ASM:AS ATG:AG AUS:AU AUT:AT AZE:AZ BDI:BI BEL:BE
BEN:BJ BFA:BF BGD:BD BGR:BG BHR:BH BHS:BS BIH:BA BLR:BY BLZ:BZ BOL:BO BRA:BR BRB:BB BRN:BN BTN:BT
BWA:BW CAF:CF CAN:CA CHE:CH CHL:CL CHN:CN CIV:CI CMR:CM COD:CD COG:CG COK:CK COL:CO COM:KM CPV:CV
CRI:CR CUB:CU CYP:CY CZE:CZ DEU:DE DJI:DJ DMA:DM DNK:DK DOM:DO DZA:DZ ECU:EC EGY:EG ERI:ER ESP:ES
EST:EE ETH:ET FIN:FI FJI:FJ FRA:FR FSM:FM GAB:GA GBR:GB GEO:GE GHA:GH GIN:GN GMB:GM GNB:GW GNQ:GQ
GRC:GR GRD:GD GTM:GT GUM:GU GUY:GY HKG:HK HND:HN HRV:HR HTI:HT HUN:HU IDN:ID IND:IN IRL:IE IRN:IR
IRQ:IQ ISL:IS ISR:IL ITA:IT JAM:JM JOR:JO JPN:JP KAZ:KZ KEN:KE KGZ:KG KHM:KH KIR:KI KNA:KN KOR:KR
KWT:KW LAO:LA LBN:LB LBR:LR LBY:LY LCA:LC LIE:LI LKA:LK LSO:LS LTU:LT LUX:LU LVA:LV MAC:MO MAR:MA
MCO:MC MDA:MD MDG:MG MDV:MV MEX:MX MHL:MH MKD:MK MLI:ML MLT:MT MMR:MM MNE:ME MNG:MN MNP:MP MOZ:MZ
MRT:MR MUS:MU MWI:MW MYS:MY NAM:NA NCL:NC NER:NE NGA:NG NIC:NI NIU:NU NLD:NL NOR:NO NPL:NP NRU:NR
NZL:NZ OMN:OM PAK:PK PAN:PA PER:PE PHL:PH PLW:PW PNG:PG POL:PL PRK:KP PRT:PT PRY:PY PSE:PS PYF:PF
QAT:QA ROU:RO RUS:RU RWA:RW SAU:SA SDN:SD SEN:SN SGP:SG SLB:SB SLE:SL SLV:SV SMR:SM SOM:SO SRB:RS
SSD:SS STP:ST SUR:SR SVK:SK SVN:SI SWE:SE SWZ:SZ SYC:SC SYR:SY TCD:TD TGO:TG THA:TH TJK:TJ TKM:TM
TLS:TL TON:TO TTO:TT TUN:TN TUR:TR TUV:TV TZA:TZ UGA:UG UKR:UA URY:UY USA:US UZB:UZ VAT:VA VCT:VC
VEN:VE VNM:VN VUT:VU WSM:WS YEM:YE ZAF:ZA ZMB:ZM ZWE:ZW
"""

ALPHA2: dict[str, str] = dict(pair.split(":") for pair in _PAIRS.split())
"""ISO 3166-1 alpha-3 → alpha-2: the members of the United Nations, its two observer States, and the associate
members of ESCAP."""

ALPHA3: dict[str, str] = {two: three for three, two in ALPHA2.items()}

ALIASES: dict[str, tuple[str, ...]] = {
    "ARE": ("UAE", "Emirates"),
    "BRN": ("Brunei", "Brunei Darussalam"),
    "CHN": ("PRC", "People's Republic of China", "PR China", "Mainland China"),
    "COD": ("DRC", "DR Congo", "Democratic Republic of the Congo", "Congo Kinshasa"),
    "COG": ("Republic of the Congo", "Congo Brazzaville"),
    "CIV": ("Ivory Coast", "Cote d'Ivoire"),
    "CPV": ("Cape Verde", "Cabo Verde"),
    "CZE": ("Czech Republic",),
    "FJI": ("Fiji Islands", "Republic of Fiji"),
    "FSM": (
        "Micronesia",
        "Federated States of Micronesia",
        "Micronesia (Federated States of)",
        "FS Micronesia",
    ),
    "GBR": ("UK", "Great Britain", "Britain", "England"),
    "HKG": ("Hong Kong", "Hongkong", "Hong Kong, China", "Hong Kong SAR", "HKSAR"),
    "IDN": ("Republic of Indonesia",),
    "IND": ("Bharat", "Republic of India"),
    "IRN": ("Iran", "Islamic Republic of Iran", "Iran (Islamic Republic of)", "Persia"),
    "KAZ": ("Kazakstan", "Republic of Kazakhstan"),
    "KGZ": ("Kirghizia", "Kirgizstan", "Kyrgyz Republic"),
    "KHM": ("Kampuchea", "Kingdom of Cambodia"),
    "KOR": (
        "South Korea",
        "Republic of Korea",
        "Korea, Republic of",
        "Korea (Republic of)",
        "ROK",
        "Korea South",
    ),
    "LAO": ("Laos", "Lao PDR", "Lao", "Lao P.D.R.", "Lao People's Democratic Republic"),
    "LKA": ("Ceylon", "Democratic Socialist Republic of Sri Lanka"),
    "MAC": ("Macao", "Macau", "Macao, China", "Macao SAR"),
    "MDA": ("Republic of Moldova",),
    "MDV": ("Maldive Islands", "Republic of Maldives"),
    "MHL": ("Marshalls", "RMI", "Republic of the Marshall Islands"),
    "MKD": ("Macedonia",),
    "MMR": ("Burma", "Union of Myanmar", "Republic of the Union of Myanmar"),
    "MNP": ("Northern Marianas", "CNMI", "Saipan"),
    "NLD": ("Holland", "Netherlands (Kingdom of the)", "Kingdom of the Netherlands"),
    "NZL": ("Aotearoa",),
    "PAK": ("Islamic Republic of Pakistan",),
    "PHL": ("The Philippines", "Republic of the Philippines", "Pilipinas"),
    "PLW": ("Belau", "Republic of Palau"),
    "PNG": ("Papua", "Papua Niugini", "P.N.G."),
    "PRK": (
        "North Korea",
        "DPRK",
        "DPR Korea",
        "D.P.R.K.",
        "Democratic People's Republic of Korea",
        "Korea, Democratic People's Republic of",
        "Korea North",
    ),
    "PSE": ("Palestine", "State of Palestine"),
    "PYF": ("Tahiti",),
    "RUS": ("Russia", "Russian Federation"),
    "SGP": ("Republic of Singapore",),
    "SLB": ("Solomons", "Solomon Is."),
    "SWZ": ("Swaziland",),
    "SYR": ("Syrian Arab Republic",),
    "THA": ("Siam", "Kingdom of Thailand"),
    "TLS": ("East Timor", "Timor", "Timor Leste", "Timor Lorosae"),
    "TUR": ("Turkey", "Turkiye", "Republic of Turkey", "Republic of Türkiye"),
    "TZA": ("United Republic of Tanzania",),
    "USA": ("US", "U.S.", "U.S.A.", "America", "United States of America"),
    "VAT": ("Holy See", "Vatican"),
    "VEN": ("Bolivarian Republic of Venezuela",),
    "VNM": ("Vietnam", "Viet Nam", "Socialist Republic of Viet Nam"),
    "WSM": ("Western Samoa", "Independent State of Samoa"),
}
"""Former, short and official English names beside those of the catalogues; no two countries share one."""
