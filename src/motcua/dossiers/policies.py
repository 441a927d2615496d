"""Who may do this act on this dossier now, or why not? Pure: facts in, a reason or None out."""

from dataclasses import dataclass, replace

from motcua.core.refusals import Refusal
from motcua.dossiers.away_rules import why_not_away, why_not_postal
from motcua.dossiers.pauses import APOLOGISED_ONCE
from motcua.dossiers.terms import ACT_LABELS, ENDED, STATE_LABELS, Act, Path, Place, ReturnChannel, State
from motcua.dossiers.transitions import place_of, target_of
from motcua.organisation.actors import Actor
from motcua.organisation.terms import KEEPERS, ROLE_LABELS, Role
from motcua.payments.terms import CollectionMoment

# dossier_life.md, column "who": any one of these roles in the dossier's unit.
ROLES_FOR: dict[Act, tuple[Role, ...]] = {
    Act.SUBMIT: (Role.RECEIVE,),
    Act.RECEIVE: (Role.RECEIVE, Role.POST),
    Act.ACCEPT: (Role.RECEIVE,),
    Act.REFUSE_INTAKE: (Role.RECEIVE,),
    Act.ASK_SUPPLEMENT: (Role.RECEIVE, Role.APPRAISE),
    Act.SUPPLEMENT: (Role.RECEIVE,),
    Act.FORWARD: (Role.RECEIVE,),
    Act.APPRAISE: (Role.APPRAISE,),
    Act.SEND_BACK: (Role.APPROVE,),
    Act.APPROVE: (Role.APPROVE,),
    Act.STAMP: (Role.SEAL,),
    Act.HAND_BACK: (Role.RECEIVE, Role.RETURN),
    Act.SEND_OUT: (Role.RETURN,),
    Act.COME_BACK: (Role.RECEIVE, Role.RETURN),
    Act.SEND_ONLINE: (Role.RETURN,),
    Act.RETURN_RESULT: (Role.RETURN, Role.POST),
    Act.WITHDRAW: (Role.RECEIVE,),
    Act.CANCEL_RECEPTION: (Role.RECEIVE,),
    Act.CORRECT: (Role.RECEIVE,),
    Act.PROLONG: (Role.RECEIVE, Role.APPRAISE),
    Act.APOLOGISE: (Role.APPROVE,),
    Act.REFUSE_RESULT: (Role.APPROVE,),
    Act.STOP: (Role.APPROVE,),
    Act.ASK_PAYMENT: (Role.APPRAISE,),
    Act.PAY: (Role.RECEIVE,),
    Act.CHANGE_RETURN: (Role.RECEIVE,),
    Act.RECALL: (Role.APPROVE,),
    Act.UNDO_RETURN: (Role.RETURN,),
    Act.REASSIGN: (Role.LEAD,),
    Act.MERGE: (Role.RECEIVE,),
    Act.SUCCEED: (Role.LEAD,),
    Act.MOVE_DUE: (Role.LEAD,),
    Act.KEEP_ORIGINALS: (Role.RECEIVE,),
    Act.MOVE_ORIGINALS: (Role.RECEIVE, Role.APPRAISE, Role.SEAL, Role.RETURN),
    Act.GIVE_ORIGINALS: (Role.RECEIVE, Role.RETURN),
    Act.CONFIRM_SIGNING: (Role.RECEIVE, Role.APPRAISE, Role.APPROVE),
    Act.SHELVE: (Role.RECEIVE, Role.RETURN),
    Act.REMIND: (Role.RECEIVE, Role.RETURN),
    Act.ATTACH_COPY: (Role.RECEIVE, Role.RETURN),
    Act.DROP_COPY: (Role.RECEIVE,),
    Act.CONFIRM_COPIES: (Role.RECEIVE, Role.APPRAISE, Role.RETURN),
    Act.DIGITISE_RESULT: (Role.RECEIVE, Role.RETURN, Role.SEAL),
    Act.REPLACE_RESULT: (Role.APPROVE,),
    Act.REVOKE_RESULT: (Role.APPROVE,),
    Act.ARCHIVE: (Role.LEAD, Role.CONTROL),
    Act.DISPOSE: (Role.LEAD, Role.CONTROL),
}

# 144/KH-UBND IV.1.b: who receives, appraises on the spot and returns is posted to the desk that day.
POSTED = frozenset(
    {Act.RECEIVE, Act.ACCEPT, Act.REFUSE_INTAKE, Act.SUPPLEMENT, Act.FORWARD, Act.HAND_BACK, Act.RETURN_RESULT,
     Act.CANCEL_RECEPTION, Act.WITHDRAW, Act.CORRECT, Act.PAY, Act.CHANGE_RETURN, Act.UNDO_RETURN, Act.MERGE,
     Act.KEEP_ORIGINALS, Act.GIVE_ORIGINALS, Act.SHELVE, Act.ATTACH_COPY, Act.DROP_COPY,
     Act.SEND_OUT, Act.COME_BACK, Act.SEND_ONLINE}
)  # fmt: skip

# Which acts wait for a fee that was asked for online, by the moment at which it is due. Before the return
# nothing waits for what is paid at the return; at the desk a fee never holds a dossier up.
_GOES_OUT = (Act.RETURN_RESULT, Act.SEND_OUT, Act.SEND_ONLINE)
_WORK = (Act.ACCEPT, Act.FORWARD, Act.APPRAISE, Act.APPROVE, *_GOES_OUT)
NEEDS_PAID: dict[str, tuple[Act, ...]] = {
    CollectionMoment.RECEIVE: _WORK,
    CollectionMoment.SUPPLEMENT: _WORK[1:],
    CollectionMoment.RETURN: _GOES_OUT,
}

# Where an ordinary dossier lies with whoever appraises it, off the desk.
AT_AGENCY = frozenset({State.FORWARDED, State.APPRAISED})


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What policies look at."""

    unit_id: str
    desk_id: int
    state: State
    path: Path
    state_before_pause: State | None = None
    appraiser_id: int | None = None
    forbids_own_appraisal: bool = False
    procedure: str = ""
    desk_has_end: bool = False
    has_extension: bool = True
    has_obligation: bool = True
    has_stop_form: bool = True
    originals: int = 1
    signed_before_official: bool = True  # and has_signing: whether the procedure asks for it at all
    has_signing: bool = True
    without_copy: tuple[str, ...] = ()  # where it must be digitised: what still has no electronic copy
    archived: bool = False
    unpaid: frozenset[str] = frozenset()  # moments whose fee was asked for online and is not paid
    away: str | None = None  # the parcel that has the result; empty: it lies here, None: nobody asked
    goes: ReturnChannel | None = None  # how the result goes out
    replacement_to_seal: bool = True  # whether what replaces a handed out result waits for its seal
    apologised: bool = False


def why_not_act(act: Act, dossier: DossierFacts, actor: Actor) -> Refusal | None:
    """The first reason why the actor may not do the act, in the order a person would want to hear it."""
    return (
        why_not_in_unit(dossier.unit_id, actor)
        or why_not_by_role(act, actor)
        or _why_not_archived(act, dossier)
        or why_not_from_here(act, dossier)
        or why_not_posted(act, dossier, actor)
        or why_not_postal(ROLES_FOR[act], actor)
        or _why_not_own_appraisal(act, dossier, actor)
        or _why_not_signed(act, dossier)
        or _why_not_at_desk(act, dossier)
        or _why_not_away(act, dossier)
        or _why_not_digitised(act, dossier)
        or _why_not_sealed_again(act, dossier)
        or _why_not_paid(act, dossier)
        or _why_not_of_this_kind(act, dossier)
    )


def why_not_confirm(act: Act, dossier: DossierFacts, actor: Actor) -> Refusal | None:
    """Why this second person may not confirm what the first asked: the same right, or the head of the desk."""
    if not actor.has(Role.LEAD):
        return why_not_act(act, dossier, actor)
    return (
        why_not_in_unit(dossier.unit_id, actor)
        or _why_not_archived(act, dossier)
        or why_not_from_here(act, dossier)
    )


def _why_not_archived(act: Act, dossier: DossierFacts) -> Refusal | None:
    """An archived dossier is read, never changed (R-086); only a decision of disposal ends it."""
    if not dossier.archived or act is Act.DISPOSE:
        return None
    return Refusal(
        "archived",
        "Hồ sơ đã đưa vào lưu trữ nên chỉ xem, in và xuất được. Nếu kết quả có sai sót, hãy lập hồ sơ mới về việc đính "
        "chính, dẫn mã hồ sơ này.",
    )


def as_of_unit(dossier: DossierFacts, unit_id: str) -> DossierFacts:
    """The dossier as if it were of that unit: who answers for an ended unit judges its dossiers as their own."""
    return replace(dossier, unit_id=unit_id)


def why_not_look(actor: Actor) -> Refusal | None:
    """Administration of accounts needs nobody's personal data (R-297)."""
    if actor.roles - {Role.ADMIN}:
        return None
    return Refusal(
        "no_role",
        "Quản trị tài khoản không xem hồ sơ của người dân. Nếu cần xử lý hồ sơ, đề nghị lãnh đạo phân vai trò.",
    )


def why_not_open_copy(unit_id: str, actor: Actor, *, sensitive: bool) -> Refusal | None:
    """Copies of a dossier's papers: people of its unit; of identity papers neither helpers nor the post (R-297)."""
    refusal = why_not_in_unit(unit_id, actor) or why_not_look(actor)
    if refusal is None and sensitive and not actor.roles & KEEPERS:
        return Refusal(
            "no_role",
            "Bản điện tử của giấy tờ tùy thân chỉ người xử lý hồ sơ được mở. Đề nghị người tiếp nhận mở giúp.",
        )
    return refusal


def why_not_in_unit(unit_id: str, actor: Actor) -> Refusal | None:
    """Only people of the unit act on its dossiers."""
    if actor.unit_id == unit_id:
        return None
    return Refusal(
        "other_unit",
        "Hồ sơ thuộc cơ quan khác. Hãy chuyển sang cơ quan đó (nếu được phân quyền) rồi làm lại.",
    )


def why_not_by_role(act: Act, actor: Actor) -> Refusal | None:
    """The act needs one of its roles, held in this unit today."""
    needed = ROLES_FOR[act]
    if actor.has(*needed):
        return None
    names = " hoặc ".join(f"“{ROLE_LABELS[role]}”" for role in needed)
    return Refusal(
        "no_role",
        f"{ACT_LABELS[act]} cần vai trò {names}; ông/bà chưa được phân vai trò này hôm nay. "
        "Đề nghị quản trị phân quyền hoặc chuyển người có vai trò.",
    )


def why_not_from_here(act: Act, dossier: DossierFacts) -> Refusal | None:
    """The transition table knows no such row."""
    if target_of(dossier.path, dossier.state, act, dossier.state_before_pause) is not None:
        return None
    if act is Act.FORWARD and dossier.path is not Path.ORDINARY and dossier.state not in ENDED:
        return Refusal(
            "on_the_spot_never_forwarded",
            "Hồ sơ “4 tại chỗ” không được chuyển về phòng, ban chuyên môn để thẩm định "
            "(144/KH-UBND, mục I.2). Hãy thẩm định ngay tại Bộ phận Một cửa.",
        )
    return Refusal(
        "wrong_order",
        f"Hồ sơ đang ở trạng thái “{STATE_LABELS[dossier.state]}” nên chưa thể “{ACT_LABELS[act]}”. "
        "Hãy mở lại hồ sơ để xem bước tiếp theo.",
    )


def why_not_posted(act: Act, dossier: DossierFacts, actor: Actor) -> Refusal | None:
    """Acts at the desk need a posting to that desk today (R-054)."""
    if not _at_desk(act, dossier):
        return None
    if dossier.desk_id in actor.desks:
        return why_not_assigned(act, dossier.desk_id, dossier.procedure, actor)
    if dossier.desk_has_end and actor.desks:
        return None  # a desk reorganised: whoever sits at the unit's desk of today goes on with its dossiers
    if actor.has(Role.POST) and act in {Act.RECEIVE, Act.RETURN_RESULT}:
        return None  # the public post works for the desk without a seat at it
    return Refusal(
        "not_posted",
        f"{ACT_LABELS[act]} phải do người được phân công tại Bộ phận Một cửa này trong ngày. "
        "Đề nghị lãnh đạo phân công hoặc nhờ đồng nghiệp đang trực.",
    )


def why_not_assigned(act: Act, desk_id: int, procedure: str, actor: Actor) -> Refusal | None:
    """144/KH-UBND II.4: who is posted for some work or some procedures does no other at the desk (R-229)."""
    if actor.assigned(desk_id, ROLES_FOR[act], procedure):
        return None
    return Refusal(
        "not_assigned",
        f"Ông/bà được phân công tại quầy này nhưng không cho việc “{ACT_LABELS[act]}” của thủ tục {procedure}. "
        "Đề nghị lãnh đạo phân công lại hoặc nhờ đồng nghiệp được phân công.",
    )


def why_not_reserve(unit_id: str, actor: Actor) -> Refusal | None:
    """The head of the desk takes numbers out of the live series and gives back what was not used."""
    if actor.unit_id != unit_id:
        return why_not_in_unit(unit_id, actor)
    if actor.has(Role.LEAD):
        return None
    return Refusal(
        "no_role",
        "Để dành số và khóa lô số là việc của lãnh đạo cơ quan hoặc người phụ trách Bộ phận Một cửa. "
        "Đề nghị người có vai trò “Lãnh đạo” thực hiện.",
    )


def why_not_enter(unit_id: str, desk_id: int, actor: Actor, *, confirms: bool = False) -> Refusal | None:
    """Who enters receptions from paper: whoever may receive at the desk; the head of the desk may confirm."""
    if actor.unit_id != unit_id:
        return why_not_in_unit(unit_id, actor)
    if confirms and actor.has(Role.LEAD):
        return None
    if not actor.has(Role.RECEIVE):
        return Refusal(
            "no_role",
            "Nhập bù cần vai trò “Tiếp nhận”; ông/bà chưa được phân vai trò này hôm nay. "
            "Đề nghị quản trị phân quyền hoặc nhờ đồng nghiệp.",
        )
    if desk_id in actor.desks:
        return None
    return Refusal(
        "not_posted",
        "Nhập bù phải do người được phân công tại Bộ phận Một cửa này trong ngày. "
        "Đề nghị lãnh đạo phân công hoặc nhờ đồng nghiệp đang trực.",
    )


def _at_desk(act: Act, dossier: DossierFacts) -> bool:
    """Whether the act is done at the desk: who appraises at the agency also asks for papers from there."""
    if act is Act.APPRAISE:
        return place_of(dossier.path, act) is Place.DESK
    if act is Act.ASK_SUPPLEMENT:
        return dossier.path is not Path.ORDINARY or dossier.state not in AT_AGENCY
    return act in POSTED


def _why_not_own_appraisal(act: Act, dossier: DossierFacts, actor: Actor) -> Refusal | None:
    if act is Act.APPROVE and dossier.forbids_own_appraisal and dossier.appraiser_id == actor.person_id:
        return Refusal(
            "own_appraisal",
            "Thủ tục này không cho người thẩm định tự phê duyệt. Hãy trình người có thẩm quyền khác.",
        )
    return None


def _why_not_signed(act: Act, dossier: DossierFacts) -> Refusal | None:
    """23/2015/NĐ-CP điều 24, 36: signatures and contracts are signed before the official who certifies or receives."""
    if act is Act.APPROVE and dossier.has_signing and not dossier.signed_before_official:
        return Refusal(
            "not_signed_in_front",
            "Chưa có xác nhận người yêu cầu đã ký (hoặc điểm chỉ) trước mặt cán bộ (23/2015/NĐ-CP). "
            "Hãy mời người đó ký, rồi làm “Xác nhận đã ký trước mặt” trước khi phê duyệt.",
        )
    if act is Act.CONFIRM_SIGNING and not dossier.has_signing:
        return Refusal(
            "signing_not_asked",
            "Thủ tục này không đòi hỏi ký trước mặt cán bộ. Hãy làm bước tiếp theo của hồ sơ.",
        )
    return None


def _why_not_at_desk(act: Act, dossier: DossierFacts) -> Refusal | None:
    if act in {Act.MOVE_ORIGINALS, Act.GIVE_ORIGINALS} and not dossier.originals:
        return Refusal(
            "no_originals_kept",
            "Quầy không giữ bản chính nào của hồ sơ này. Hãy xem lại danh sách bản chính.",
        )
    return None


def _why_not_away(act: Act, dossier: DossierFacts) -> Refusal | None:
    return why_not_away(act, dossier.away, dossier.goes)


def why_not_choose(dossier: DossierFacts) -> Refusal | None:
    """Why the person may not say any more how the result goes out (R-134)."""
    act = Act.CHANGE_RETURN
    return _why_not_archived(act, dossier) or why_not_from_here(act, dossier) or _why_not_away(act, dossier)


def why_not_close(dossier: DossierFacts) -> Refusal | None:
    """Why a delivery told by the carrier or the person does not close the dossier by itself."""
    act = Act.RETURN_RESULT
    return (
        _why_not_archived(act, dossier) or why_not_from_here(act, dossier) or _why_not_digitised(act, dossier)
    )


def _why_not_digitised(act: Act, dossier: DossierFacts) -> Refusal | None:
    """144/KH-UBND III.2: where "digitise and sign" was chosen, all papers and the result are digitised (R-084)."""
    if act is not Act.RETURN_RESULT or not dossier.without_copy:
        return None
    names = "; ".join(dossier.without_copy)
    return Refusal(
        "not_digitised",
        f"Thủ tục này chọn giải pháp số hóa và ký số, nhưng còn thiếu bản điện tử của: {names}. "
        "Hãy quét hoặc tải lên tại mục “Số hóa giấy tờ” rồi trả kết quả.",
    )


def _why_not_sealed_again(act: Act, dossier: DossierFacts) -> Refusal | None:
    """After the hand-over only a replacement is sealed, once (30/2020/NĐ-CP điều 18)."""
    if act is not Act.STAMP or dossier.state is not State.RETURNED or dossier.replacement_to_seal:
        return None
    return Refusal(
        "wrong_order",
        "Kết quả của hồ sơ này đã đóng dấu và đã trả. Chỉ đóng dấu tiếp khi có quyết định thay thế kết quả; "
        "hãy mở lại hồ sơ để xem.",
    )


def _why_not_paid(act: Act, dossier: DossierFacts) -> Refusal | None:
    """004/KH-UBND II.1.d: an online dossier does not pass the step that needs payment while it is unpaid (R-128)."""
    if not any(act in NEEDS_PAID[moment] for moment in dossier.unpaid):
        return None
    return Refusal(
        "unpaid",
        "Hồ sơ trực tuyến chưa nộp phí, lệ phí theo lệnh thanh toán. Hãy chờ người nộp thanh toán, thu tại quầy, hoặc "
        "đóng lệnh ở trang phí của hồ sơ nếu không phải nộp nữa.",
    )


def _why_not_of_this_kind(act: Act, dossier: DossierFacts) -> Refusal | None:
    """What the procedure's version or the forms of the dossier's day do not know."""
    if act is Act.PROLONG and not dossier.has_extension:
        return Refusal(
            "prolong_not_allowed",
            "Pháp luật không cho kéo dài thời hạn của thủ tục này. Hãy giải quyết đúng hạn hoặc xin lỗi và hẹn lại.",
        )
    if act is Act.ASK_PAYMENT and not dossier.has_obligation:
        return Refusal(
            "no_obligation",
            "Thủ tục này không có nghĩa vụ tài chính nộp cho cơ quan khác; phí, lệ phí tại quầy không dừng thời hạn. "
            "Hãy thu tại quầy và giải quyết tiếp.",
        )
    if act is Act.STOP and not dossier.has_stop_form:
        return Refusal(
            "stop_not_in_forms",
            "Bộ mẫu áp dụng cho hồ sơ này không có Thông báo dừng giải quyết. "
            "Hãy cho rút hồ sơ nếu người nộp muốn, hoặc từ chối giải quyết.",
        )
    if act is Act.APOLOGISE and dossier.apologised:
        return APOLOGISED_ONCE
    return None
