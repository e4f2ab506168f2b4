"""Tables of what the law asks."""

from lms.privacy.models.breach import Breach, Loss, Why
from lms.privacy.models.data_request import DataRequest, Outcome, Wanted
from lms.privacy.models.erasure import Basis, Erasure
from lms.privacy.models.notice_read import NoticeRead

__all__ = ["Basis", "Breach", "DataRequest", "Erasure", "Loss", "NoticeRead", "Outcome", "Wanted", "Why"]
