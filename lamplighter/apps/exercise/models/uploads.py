"""Files with scenarios that somebody looks at before a word is said about them."""

from django.db import models


class Upload(models.Model):
    """The bytes of a file as they came; gone once it is kept or thrown away, or after a week.

    ``columns`` says what the columns of a chronogram were chosen to mean: letter → meaning.
    """

    organisation = models.ForeignKey("cities.Organisation", on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    columns = models.JSONField(default=dict)
    made_by = models.ForeignKey("cities.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.file_name
