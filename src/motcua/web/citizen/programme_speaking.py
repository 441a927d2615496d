"""What is read out about a programme on the radio and from loudspeakers? Whole sentences, no abbreviations."""

from django.utils.translation import gettext as _

from motcua.web.citizen.programme_reading import ProgrammeReading

_MOST_FIELDS = 8


def spoken(reading: ProgrammeReading) -> tuple[str, ...]:
    """Greeting, what is promised where and when, which fields, how to hand in, where to ask."""
    programme = reading.page.programme
    units = ", ".join(unit.name for unit in reading.page.units)
    lines = [
        _("Kính thưa bà con và các tổ chức, doanh nghiệp."),
        _("%(unit)s thực hiện %(name)s, %(period)s, vào %(days)s.")
        % {"unit": units, "name": programme.name, "period": reading.period, "days": reading.weekdays},
        _("Lời hẹn: %(promise)s.") % {"promise": reading.promise.before.rstrip(".")},
    ]
    if reading.promise.after:
        lines.append(f"{reading.promise.after.rstrip('.')}.")
    for listed in reading.lists:
        fields = [name for name, _rows in listed.fields][:_MOST_FIELDS]
        words = {"level": listed.level, "n": listed.procedures, "fields": ", ".join(fields)}
        lines.append(_("%(level)s áp dụng cho %(n)d thủ tục, thuộc các lĩnh vực: %(fields)s.") % words)
    lines.append(
        _("Bà con chuẩn bị đầy đủ giấy tờ theo quy định; danh mục thủ tục niêm yết tại Bộ phận Một cửa.")
    )
    lines.append(_("Mời bà con thực hiện, theo dõi và đánh giá. Trân trọng thông báo."))
    return tuple(lines)
