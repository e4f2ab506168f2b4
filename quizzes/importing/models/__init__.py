"""Tables of what is being taken up."""

from quizzes.importing.models.material import MaterialFile, MaterialImport

__all__ = ["MaterialFile", "MaterialImport"]
