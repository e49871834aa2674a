"""Article 17: what is signed, what was unmasked, what left the house as a file."""

from lvzhi.secrecy.models.agreement import Agreement, AgreementDecision, AgreementVersion, Kind
from lvzhi.secrecy.models.export import Export, ExportFile
from lvzhi.secrecy.models.unmasking import Unmasking

__all__ = [
    "Agreement",
    "AgreementDecision",
    "AgreementVersion",
    "Export",
    "ExportFile",
    "Kind",
    "Unmasking",
]
