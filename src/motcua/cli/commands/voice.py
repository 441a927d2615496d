"""`motcua voice`: with which voice are numbers called in the hall?"""

import argparse
from pathlib import Path

from django.conf import settings

from motcua.cli.voices import drop_recording, make_voice, take_recording
from motcua.queueing.recordings import MADE, voice_in
from motcua.queueing.speech import CLIPS

HELP = "Tạo giọng đọc gọi số bằng espeak-ng, hoặc thay bằng giọng người thu."
NEEDS_DATABASE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Made here, taken from a recording, or only told."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--from", dest="source", type=Path, metavar="THƯ_MỤC", help="dùng giọng người thu")
    what.add_argument("--drop-recording", action="store_true", help="bỏ giọng người thu, về giọng máy")
    what.add_argument("--words", action="store_true", help="in tên tệp và câu cần thu")


def run(args: argparse.Namespace) -> int:
    """Nothing said: make the clips again. Exit code 1: refused, with the reason on stderr."""
    folder = Path(settings.VOICE_FOLDER)
    if args.words:
        print("\n".join(f"{name}.wav\t{said}" for name, said in CLIPS.items()))
    elif args.drop_recording:
        print("Đã bỏ giọng người thu." if drop_recording(folder) else "Không có giọng người thu nào.")
    elif args.source:
        print(f"Đã nhận giọng người thu: {take_recording(args.source, folder)} đoạn.")
    else:
        print(f"Đã tạo giọng máy: {make_voice(folder)} đoạn.")
        voice = voice_in(folder)
        if voice and voice.folder.name != MADE:
            print("Màn hình vẫn dùng giọng người thu; bỏ giọng đó bằng --drop-recording.")
    return 0
