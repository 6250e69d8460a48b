"""The files by which WeChat sees that a domain is ours."""

from django.db import models

from zhijian.foundation.accounts.models.account import Account


class DomainFile(models.Model):
    """One `MP_verify_….txt`, served at the site's root. The name is WeChat's and belongs to one account."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="domain_files")
    name = models.CharField(max_length=60, unique=True)
    content = models.CharField(max_length=128)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by_name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.name
