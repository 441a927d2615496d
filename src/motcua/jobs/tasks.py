"""What runs by itself, and when? Every task is safe to run twice."""

from datetime import timedelta

from django.conf import settings
from procrastinate import JobContext
from procrastinate.contrib.django import app

from config import clock
from motcua.applicants.actions.codes import forget_old_codes
from motcua.applicants.actions.sessions import end_idle_stays
from motcua.core.models import IdempotencyKey
from motcua.core.moments import local_day
from motcua.documents.files.keeping import scan_waiting
from motcua.documents.files.stores import clear_half_written
from motcua.dossiers.actions.archiving import archive_closed
from motcua.dossiers.actions.checking import check_all
from motcua.dossiers.actions.daily_heads import record_daily_heads, sign_daily_heads
from motcua.dossiers.actions.delivering import track_parcels
from motcua.dossiers.actions.drafting import discard_left, discard_old
from motcua.dossiers.actions.reading import read_new_copies
from motcua.dossiers.actions.recording import fold_recorded
from motcua.dossiers.actions.shelving import mark_uncollected
from motcua.dossiers.actions.succeeding import succeed_ended
from motcua.dossiers.actions.warning import alarm_signers, prepare_apologies, warn
from motcua.integrations.carriers import carriers_from
from motcua.integrations.post.client import tracker_from
from motcua.jobs.paying import ask_about_open, close_what_is_over
from motcua.jobs.stalled import take_up_again
from motcua.jobs.times import every_day
from motcua.notices.actions.codes import plan_codes
from motcua.notices.actions.delivering import deliver
from motcua.notices.actions.forgetting import forget_disposed
from motcua.notices.actions.planning import plan
from motcua.notices.actions.planning_appointments import plan_appointments
from motcua.notices.actions.planning_drafts import plan_drafts
from motcua.notices.actions.planning_others import plan_others
from motcua.notices.actions.planning_turns import forget_turns, plan_turns
from motcua.notices.actions.telling import tell
from motcua.notices.terms import NoticeEvent
from motcua.personal_data import news
from motcua.personal_data.actions.removing import remove_idle, warn_idle
from motcua.personal_data.rules import data_rules
from motcua.programmes.actions.rosters import warn_rosters
from motcua.queueing.actions.appointment_upkeep import (
    end_days,
    end_offers,
    forget_people,
    move_closed,
    remind,
)
from motcua.queueing.actions.forgetting import forget_telephones
from motcua.queueing.actions.tidying import end_forgotten
from motcua.queueing.kiosks import drafts_begun_before
from motcua.reports.actions.exporting import write_long_lists
from motcua.reports.actions.folding import fold
from motcua.reports.verification import report_faults

KEYS_KEPT = timedelta(days=2)
HALVES_KEPT = timedelta(days=1)
LEFT_AT_KIOSK = timedelta(minutes=15)
KIOSK_DRAFTS_KNOWN = timedelta(days=3)


@app.periodic(cron=every_day(0, 10))
@app.task(name="record_daily_heads", queueing_lock="record_daily_heads", pass_context=False)
def daily_heads(timestamp: int) -> None:
    """Ten minutes past midnight: the head over all chains of every finished day."""
    record_daily_heads(at=clock.now())
    sign_daily_heads(at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="fold_sums", queueing_lock="fold_sums", pass_context=False)
def fold_sums(timestamp: int) -> None:
    """Every minute: what the steps since changed and what was imported goes into the sums behind figures."""
    now = clock.now()
    fold(at=now)
    fold_recorded(at=now)


@app.periodic(cron=every_day(0, 50))
@app.task(name="archive_closed", queueing_lock="archive_closed", pass_context=False)
def archive_what_is_closed(timestamp: int) -> None:
    """Ten to one at night: what ended long enough ago goes to the archive."""
    archive_closed(at=clock.now())


@app.periodic(cron=every_day(3, 5))
@app.task(name="discard_old_drafts", queueing_lock="discard_old_drafts", pass_context=False)
def discard_old_drafts(timestamp: int) -> None:
    """Five past three at night: filings in preparation that nobody touched for the days of the rules."""
    discard_old(at=clock.now())


@app.periodic(cron=every_day(6, 40))
@app.task(name="tell_of_old_drafts", queueing_lock="tell_of_old_drafts", pass_context=False)
def tell_of_old_drafts(timestamp: int) -> None:
    """Twenty to seven: who prepares a filing that goes within days is told, once for each, from seven on."""
    plan_drafts(at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="discard_left_at_kiosks", queueing_lock="discard_left_at_kiosks", pass_context=False)
def discard_what_was_left_at_kiosks(timestamp: int) -> None:
    """Every five minutes: filings that guests left unfinished at a kiosk that was then switched off."""
    now = clock.now()
    begun = drafts_begun_before(now - LEFT_AT_KIOSK, now - KIOSK_DRAFTS_KNOWN)
    discard_left(numbers=begun, untouched_since=now - LEFT_AT_KIOSK, at=now)


@app.periodic(cron=every_day(1, 30))
@app.task(name="verify", queueing_lock="verify", pass_context=False)
def verify_everything(timestamp: int) -> None:
    """Half past one at night: chains, numbers, files, imprints, archive, reports; the administrator sees the faults."""
    check_all(at=clock.now(), ended=clock.now, above=(report_faults,))


@app.periodic(cron=every_day(0, 20))
@app.task(name="succeed_ended", queueing_lock="succeed_ended", pass_context=False)
def hand_over_ended_units(timestamp: int) -> None:
    """Dossiers of a unit that ended at midnight go on under its one successor, same due times (promises 21)."""
    succeed_ended(at=clock.now())


@app.periodic(cron="0 * * * *")
@app.task(name="warn_before_limits", queueing_lock="warn_before_limits", pass_context=False)
def warn_before_limits(timestamp: int) -> None:
    """Every hour: what comes near its limit or passed it, each told once a level."""
    warn(at=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="alarm_signers", queueing_lock="alarm_signers", pass_context=False)
def alarm_of_absent_signers(timestamp: int) -> None:
    """Every ten minutes: a unit whose hour has come is told once a day what waits for an absent signer."""
    alarm_signers(at=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="warn_rosters", queueing_lock="warn_rosters", pass_context=False)
def warn_of_rosters_without_signer(timestamp: int) -> None:
    """Every ten minutes: a desk without a signer on a model day is told the working day before and at its hour."""
    warn_rosters(at=clock.now())


@app.periodic(cron="5,35 * * * *")
@app.task(name="prepare_apologies", queueing_lock="prepare_apologies", pass_context=False)
def prepare_letters_of_apology(timestamp: int) -> None:
    """Twice an hour: letters of apology that should be signed now are laid before the signers, each once."""
    prepare_apologies(at=clock.now())


@app.periodic(cron=every_day(6, 30))
@app.task(name="mark_uncollected", queueing_lock="mark_uncollected", pass_context=False)
def mark_who_is_to_be_called(timestamp: int) -> None:
    """Half past six: who has not collected a result is marked for a call, at most once a week."""
    mark_uncollected(at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="scan_waiting", queueing_lock="scan_waiting", pass_context=False)
def scan_files_that_wait(timestamp: int) -> None:
    """Every five minutes: files that came while the virus scanner was silent."""
    scan_waiting()


@app.periodic(cron="*/5 * * * *")
@app.task(name="read_new_copies", queueing_lock="read_new_copies", pass_context=False)
def read_words_on_copies(timestamp: int) -> None:
    """Every five minutes: the words on new electronic copies, where tesseract is installed."""
    read_new_copies(at=clock.now())


@app.periodic(cron=every_day(0, 2))
@app.task(name="end_day_of_halls", queueing_lock="end_day_of_halls", pass_context=False)
def end_day_of_halls(timestamp: int) -> None:
    """Two minutes past midnight: tickets nobody ended are ended, telephone numbers of waiting people are forgotten."""
    end_forgotten(at=clock.now())
    forget_telephones(at=clock.now())
    forget_turns(at=clock.now())


@app.periodic(cron=every_day(0, 40))
@app.task(name="forget_idempotency_keys", queueing_lock="forget_idempotency_keys")
def forget_idempotency_keys(timestamp: int) -> None:
    """Answers to repeated requests are kept for two days."""
    IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEYS_KEPT).delete()


@app.periodic(cron=every_day(0, 55))
@app.task(name="clear_half_written", queueing_lock="clear_half_written", pass_context=False)
def clear_half_written_files(timestamp: int) -> None:
    """Five to one: halves of files that a killed process left more than a day ago (by the machine's own clock)."""
    clear_half_written(clock.real_now() - HALVES_KEPT)


@app.periodic(cron="*/10 * * * *")
@app.task(name="retry_stalled_jobs", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """A killed worker leaves its job unfinished: it is taken up again."""
    await take_up_again()


@app.periodic(cron=every_day(2, 25))
@app.task(name="let_unused_accounts_go", queueing_lock="let_unused_accounts_go", pass_context=False)
def let_unused_accounts_go(timestamp: int) -> None:
    """Twenty-five past two at night: who did not come for long is told, and later what is not kept by law goes."""
    now = clock.now()
    remove_idle(at=now)
    goes = {"news": news.will_go(local_day(now + data_rules().told))}
    for account in warn_idle(at=now):
        tell(
            event=NoticeEvent.RIGHTS,
            source=f"idle:{account.pk}:{now:%Y%m%d}",
            actor=None,
            at=now,
            account=account,
            values=goes,
            subject=f"TK-{account.pk}",
            page="/tai-khoan/du-lieu/",
        )


@app.periodic(cron=every_day(0, 58))
@app.task(name="forget_disposed_notices", queueing_lock="forget_disposed_notices", pass_context=False)
def forget_notices_of_what_is_gone(timestamp: int) -> None:
    """Two to one at night: of notices about dossiers that were disposed of, address and words go."""
    forget_disposed(at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="send_notices", queueing_lock="send_notices", pass_context=False)
def send_notices(timestamp: int) -> None:
    """Every minute: one-time codes first, then what the steps tell people, by the carriers the office has."""
    carriers = carriers_from(settings.MESSAGES)
    plan_codes(at=clock.now(), real=clock.real_now())
    plan(at=clock.now(), site=settings.PUBLIC_ADDRESS, open_ways=tuple(carriers))
    plan_others(at=clock.now(), site=settings.PUBLIC_ADDRESS, open_ways=tuple(carriers))
    plan_appointments(at=clock.now())
    plan_turns(at=clock.now())
    deliver(at=clock.now(), carriers=carriers)


@app.periodic(cron="*/5 * * * *")
@app.task(name="end_idle_stays", queueing_lock="end_idle_stays", pass_context=False)
def end_stays_left_alone(timestamp: int) -> None:
    """Every five minutes: stays of citizens that nobody uses end where they were left; old codes are forgotten."""
    end_idle_stays(at=clock.now())
    forget_old_codes(at=clock.real_now())


@app.periodic(cron="8,38 * * * *")
@app.task(name="track_parcels", queueing_lock="track_parcels", pass_context=False)
def track_parcels_on_the_road(timestamp: int) -> None:
    """Twice an hour: where the results sent by post are, asked of the carrier where one is set up."""
    tracker = tracker_from(settings.PARCEL_TRACKING)
    if tracker is not None:
        track_parcels(tracking=tracker, at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="ask_gateway", queueing_lock="ask_gateway", pass_context=False)
def ask_the_gateway(timestamp: int) -> None:
    """Every five minutes: orders that wait are asked for at the gateway; those nobody owes any more are closed."""
    ask_about_open(at=clock.now())
    close_what_is_over(at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="keep_appointments", queueing_lock="keep_appointments", pass_context=False)
def keep_appointments(timestamp: int) -> None:
    """Every five minutes: whoever comes soon is reminded, offers not answered go on, closed days are moved."""
    move_closed(at=clock.now())
    end_offers(at=clock.now())
    remind(at=clock.now())


@app.periodic(cron=every_day(0, 15))
@app.task(name="end_days_of_appointments", queueing_lock="end_days_of_appointments", pass_context=False)
def end_days_of_appointments(timestamp: int) -> None:
    """A quarter past midnight: who booked and never came is marked; names and telephones of long ago go."""
    end_days(at=clock.now())
    forget_people(at=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="write_long_lists", queueing_lock="write_long_lists", pass_context=False)
def write_lists_asked_for(timestamp: int) -> None:
    """Every ten minutes, and as soon as somebody asks: long lists are written, old files of them go."""
    write_long_lists(at=clock.now())
