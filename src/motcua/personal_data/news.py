"""What is a person told of their own data: a request that came, its answer, an account that will go? Pure.

Each fits a short message (`news` in notices/template_rules: at most 80 letters) and holds nothing of a person.
"""

from datetime import date, datetime

from motcua.documents.wording import day_text, moment_text

ANSWERED = "Yêu cầu về dữ liệu cá nhân của ông/bà đã được trả lời."


def came(due_at: datetime) -> str:
    """A request is there, and until when it is answered."""
    return f"Đã nhận yêu cầu về dữ liệu cá nhân, hạn trả lời {moment_text(due_at)}."


def will_go(day: date) -> str:
    """An account nobody used goes from that day on, unless its person comes (13/2023/NĐ-CP: told before)."""
    return f"Tài khoản lâu không dùng sẽ bị xóa từ {day_text(day)} nếu ông/bà không đăng nhập."
