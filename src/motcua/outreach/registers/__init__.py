"""The registers of communication and training, each made for a unit and those below it on a day."""

from collections.abc import Mapping

from motcua.outreach.registers import campaigns, indices, materials, media, training, videos
from motcua.outreach.registers.making import Maker

# By the word of its page.
REGISTERS: Mapping[str, Maker] = {
    **media.REGISTERS,
    **materials.REGISTERS,
    **videos.REGISTERS,
    **campaigns.REGISTERS,
    **indices.REGISTERS,
    **training.REGISTERS,
}
