"""What a city has: people, posts, contracts, skills; services, systems and what they need."""

from lamplighter.apps.register.models.imports import ColumnMapping, Import, ImportFile
from lamplighter.apps.register.models.people import (
    Contract,
    Person,
    Post,
    PrivateFacts,
    Skill,
    SkillHeld,
    Unit,
)
from lamplighter.apps.register.models.services import (
    DependencyGroup,
    GroupMember,
    Need,
    Service,
    SupplyContract,
    System,
)

__all__ = [
    "ColumnMapping",
    "Contract",
    "DependencyGroup",
    "GroupMember",
    "Import",
    "ImportFile",
    "Need",
    "Person",
    "Post",
    "PrivateFacts",
    "Service",
    "Skill",
    "SkillHeld",
    "SupplyContract",
    "System",
    "Unit",
]
