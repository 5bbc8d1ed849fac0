"""Sectors of cooperation.

The three-digit sector groups of the OECD-DAC CRS purpose codes, also published by IATI as code list
`SectorCategory`, without those that are about money alone: budget support, debt, commodity aid, donors' own
costs. Titles are in the catalogues as `sector-CODE`.
"""

from enum import StrEnum


class Sector(StrEnum):
    EDUCATION = "111"
    BASIC_EDUCATION = "112"
    SECONDARY_EDUCATION = "113"
    HIGHER_EDUCATION = "114"
    HEALTH = "121"
    BASIC_HEALTH = "122"
    NON_COMMUNICABLE_DISEASES = "123"
    POPULATION = "130"
    WATER = "140"
    GOVERNMENT = "151"
    PEACE_AND_SECURITY = "152"
    SOCIAL_SERVICES = "160"
    TRANSPORT = "210"
    COMMUNICATIONS = "220"
    ENERGY_POLICY = "231"
    RENEWABLE_ENERGY = "232"
    NON_RENEWABLE_ENERGY = "233"
    HYBRID_ENERGY = "234"
    NUCLEAR_ENERGY = "235"
    ENERGY_DISTRIBUTION = "236"
    BANKING = "240"
    BUSINESS = "250"
    AGRICULTURE = "311"
    FORESTRY = "312"
    FISHING = "313"
    INDUSTRY = "321"
    MINING = "322"
    CONSTRUCTION = "323"
    TRADE = "331"
    TOURISM = "332"
    ENVIRONMENT = "410"
    MULTISECTOR = "430"
    FOOD_ASSISTANCE = "520"
    EMERGENCY_RESPONSE = "720"
    RECONSTRUCTION = "730"
    DISASTER_PREVENTION = "740"
    OTHER = "998"
