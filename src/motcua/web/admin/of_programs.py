"""Register of programs: which tokens act in the unit, when each was last used, and taking one back."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.core.moments import local
from motcua.organisation.actions.tokens import revoke_token
from motcua.organisation.actors import Actor
from motcua.organisation.models import ApiToken, Unit
from motcua.organisation.terms import ROLE_LABELS, Role
from motcua.web.admin.opening import ADMIN
from motcua.web.admin.registers import Register, Row


def token_rows(unit: Unit, day: date) -> list[Row]:
    """Tokens, the newest first; those taken back stay readable."""
    found = ApiToken.objects.filter(unit=unit).select_related("person").order_by("-created_at", "-id")
    return [_row(token) for token in found]


def _row(token: ApiToken) -> Row:
    cells = (
        token.name or _("Chưa đặt tên"),
        token.person.full_name,
        ", ".join(ROLE_LABELS[Role(role)] for role in token.roles),
        _moment(token.created_at),
        _moment(token.last_used_at) if token.last_used_at else _("Chưa dùng"),
    )
    if token.revoked_at is not None:
        return Row(token.pk, cells, (_("Đã thu hồi"), "grey"), open=False)
    if not token.person.is_active:
        return Row(token.pk, cells, (_("Tài khoản đã khóa"), "yellow"))
    return Row(token.pk, cells, (_("Đang hiệu lực"), "green"))


def _moment(moment: datetime) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}"


def _revoke(unit: Unit, row: int, end: date | None, actor: Actor, at: datetime) -> None:
    revoke_token(token_id=row, unit=unit, actor=actor, at=at)


REGISTERS = (
    Register(
        slug="phan-mem",
        title=gettext_lazy("Phần mềm kết nối"),
        lead=gettext_lazy(
            "Mã truy cập cho phần mềm khác làm việc thay một người trong cơ quan này. Mã được cấp bằng lệnh "
            "token trên máy chủ và chỉ hiện một lần; thu hồi ở đây có hiệu lực ngay."
        ),
        columns=(
            gettext_lazy("Phần mềm"),
            gettext_lazy("Làm việc thay"),
            gettext_lazy("Vai trò"),
            gettext_lazy("Cấp lúc"),
            gettext_lazy("Dùng gần nhất"),
        ),
        empty=gettext_lazy("Chưa cấp mã truy cập cho phần mềm nào."),
        roles=ADMIN,
        rows=token_rows,
        end=_revoke,
        end_label=gettext_lazy("Thu hồi"),
        end_has_day=False,
    ),
)
