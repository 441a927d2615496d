"""How is a number or a day written in words, as certifications ask (TT 01/2020/TT-BTP, mẫu lời chứng)?"""

from datetime import date

_ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def number_in_words(number: int) -> str:
    """0 to 9999: `hai nghìn không trăm hai mươi mốt`; ValueError beyond."""
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not written in words here")
    thousands, rest = divmod(number, 1000)
    hundreds, tens = divmod(rest, 100)
    words = [f"{_ONES[thousands]} nghìn"] if thousands else []
    if hundreds or (thousands and tens):
        words.append(f"{_ONES[hundreds]} trăm")
    if tens or not words:
        words.append(_below_hundred(tens, after_hundred=bool(words)))
    return " ".join(words)


def _below_hundred(number: int, *, after_hundred: bool) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return f"linh {_ONES[ones]}" if after_hundred else _ONES[ones]
    said = "mười" if tens == 1 else f"{_ONES[tens]} mươi"
    if ones == 0:
        return said
    if ones == 5:
        return f"{said} lăm"
    return f"{said} mốt" if ones == 1 and tens > 1 else f"{said} {_ONES[ones]}"


def day_in_words(day: date) -> str:
    """`ngày mười sáu tháng năm năm hai nghìn không trăm hai mươi hai`; the fourth month is `tư`."""
    month = "tư" if day.month == 4 else number_in_words(day.month)
    first = "mồng " if day.day <= 10 else ""
    return f"ngày {first}{number_in_words(day.day)} tháng {month} năm {number_in_words(day.year)}"
