"""Names that OpenAEV, OpenBAS and OpenEx give to things in their archives, which both ways of our bridge need.

What an inject does is told by the identity of its contract; the types beside it were renamed twice, the identities
never (ScenarioService, ImportService and V1_DataImporter of the OpenAEV platform).
"""

MAIL_ONE = "138ad8f8-32f8-4a22-8114-aaa12322bd09"
MAIL_GROUP = "2790bd39-37d4-4e39-be7e-53f3ca783f86"
SMS = "e9e902bc-b03d-4223-89e1-fca093ac79dd"
ARTICLE = "fb5e49a2-6366-4492-b69a-f9b9f39a533e"
CHALLENGE = "f8e70b27-a69c-4b9f-a2df-e217c36b3981"
MANUAL = "d02e9132-b9d0-4daa-b3b1-4b9871f8472c"

# Comments of the entries of an archive.
SCENARIO, EXERCISE, ATTACHMENT = "Scenario", "Exercise", "Attachment"
PREFIXES = {SCENARIO: "scenario_", EXERCISE: "exercise_"}

MEDIA = {"newspaper": "press", "tv": "press", "microblogging": "social"}
CHANNEL_TYPES = {"press": "newspaper", "social": "microblogging"}
SEVERITIES = {"low": 1, "medium": 2, "high": 3, "critical": 4}
# Expectations that people judge; the others are detected by machines.
HUMAN = ("MANUAL", "TEXT", "DOCUMENT")
MEDIA_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".pdf": "application/pdf"}
MAGIC = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff", "application/pdf": b"%PDF"}
MOST_ATTACHED = 2 * 1024 * 1024
