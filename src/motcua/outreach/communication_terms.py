"""Which words does communication use? Where something was said, how, to whom, what it is for; courses and indices."""

from enum import StrEnum


class Medium(StrEnum):
    """Where an item appeared (10/KH-UBND Hải Phòng, phụ lục X.01)."""

    NEWSPAPER = "newspaper"  # báo in
    TELEVISION = "television"  # truyền hình
    RADIO = "radio"  # phát thanh
    PORTAL = "portal"  # cổng, trang thông tin điện tử
    SOCIAL = "social"  # mạng xã hội
    BULLETIN = "bulletin"  # bản tin nội bộ


MEDIUM_LABELS: dict[Medium, str] = {
    Medium.NEWSPAPER: "Báo",
    Medium.TELEVISION: "Truyền hình",
    Medium.RADIO: "Phát thanh",
    Medium.PORTAL: "Cổng, trang thông tin điện tử",
    Medium.SOCIAL: "Mạng xã hội",
    Medium.BULLETIN: "Bản tin nội bộ",
}


class Genre(StrEnum):
    """What kind of item it is (phụ lục X.01: tin, bài, chuyên mục, phóng sự)."""

    NEWS = "news"  # tin
    ARTICLE = "article"  # bài
    COLUMN = "column"  # chuyên mục
    REPORTAGE = "reportage"  # phóng sự


GENRE_LABELS: dict[Genre, str] = {
    Genre.NEWS: "Tin",
    Genre.ARTICLE: "Bài",
    Genre.COLUMN: "Chuyên mục",
    Genre.REPORTAGE: "Phóng sự",
}


class Stance(StrEnum):
    """Whether it spreads a good model or criticises (10/KH-UBND Hải Phòng, II.1.h)."""

    NEUTRAL = "neutral"  # thông tin
    PRAISE = "praise"  # biểu dương
    CRITICISM = "criticism"  # phê phán


STANCE_LABELS: dict[Stance, str] = {
    Stance.NEUTRAL: "Thông tin",
    Stance.PRAISE: "Biểu dương",
    Stance.CRITICISM: "Phê phán",
}


class MediaAct(StrEnum):
    """What was done with an item after it was registered."""

    CHECK = "check"  # kiểm tra nguồn
    PUBLISH = "publish"  # đăng, phát


class Audience(StrEnum):
    """For whom it is."""

    PEOPLE = "people"  # người dân
    BUSINESS = "business"  # doanh nghiệp
    STAFF = "staff"  # cán bộ, công chức, viên chức
    FOCAL = "focal"  # cán bộ đầu mối


AUDIENCE_LABELS: dict[Audience, str] = {
    Audience.PEOPLE: "Người dân",
    Audience.BUSINESS: "Doanh nghiệp",
    Audience.STAFF: "Cán bộ, công chức, viên chức",
    Audience.FOCAL: "Cán bộ đầu mối",
}


class HandOutWay(StrEnum):
    """How a material reached somebody."""

    DOWNLOAD = "download"  # tải về
    HAND_OVER = "hand_over"  # giao tận tay


HAND_OUT_LABELS: dict[HandOutWay, str] = {
    HandOutWay.DOWNLOAD: "Tải về",
    HandOutWay.HAND_OVER: "Giao bản in",
}


class Station(StrEnum):
    """Who reads it out (UBND huyện Thanh Hà III.5)."""

    DISTRICT_RADIO = "district"  # Đài Phát thanh huyện
    LOUDSPEAKER = "loudspeaker"  # Đài Truyền thanh xã, thị trấn


STATION_LABELS: dict[Station, str] = {
    Station.DISTRICT_RADIO: "Đài phát thanh huyện",
    Station.LOUDSPEAKER: "Đài truyền thanh xã, phường",
}


class CampaignChannel(StrEnum):
    """By which channel a campaign is told."""

    PORTAL = "portal"  # cổng, trang thông tin điện tử
    SOCIAL = "social"  # mạng xã hội
    MESSAGE = "message"  # tin nhắn
    RADIO = "radio"  # đài, loa
    PRESS = "press"  # báo chí
    SCREEN = "screen"  # màn hình, bảng điện tử
    LEAFLET = "leaflet"  # tờ gấp, áp phích
    MEETING = "meeting"  # hội nghị, họp tổ dân phố


CHANNEL_LABELS: dict[CampaignChannel, str] = {
    CampaignChannel.PORTAL: "Cổng, trang thông tin điện tử",
    CampaignChannel.SOCIAL: "Mạng xã hội",
    CampaignChannel.MESSAGE: "Tin nhắn",
    CampaignChannel.RADIO: "Đài, loa truyền thanh",
    CampaignChannel.PRESS: "Báo chí",
    CampaignChannel.SCREEN: "Màn hình, bảng điện tử",
    CampaignChannel.LEAFLET: "Tờ gấp, áp phích",
    CampaignChannel.MEETING: "Hội nghị, họp tổ dân phố",
}


class TraineeGroup(StrEnum):
    """The two groups whose shares are told (phụ lục VIII.01, II.1.a)."""

    FOCAL = "focal"  # cán bộ đầu mối kiểm soát thủ tục hành chính
    SETTLING = "settling"  # cán bộ, công chức, viên chức giải quyết thủ tục


GROUP_LABELS: dict[TraineeGroup, str] = {
    TraineeGroup.FOCAL: "Cán bộ đầu mối",
    TraineeGroup.SETTLING: "Người tham gia giải quyết thủ tục",
}


class Indicator(StrEnum):
    """Indices in use; the rest are named in words (104/KH-UBND Q11 II.2.3)."""

    PAR = "par"  # Chỉ số cải cách hành chính
    SIPAS = "sipas"  # Chỉ số hài lòng về sự phục vụ hành chính
    PAPI = "papi"  # Chỉ số hiệu quả quản trị và hành chính công
    PCI = "pci"  # Chỉ số năng lực cạnh tranh cấp tỉnh
    DDCI = "ddci"  # Chỉ số năng lực cạnh tranh sở, ngành và địa phương
    DTI = "dti"  # Chỉ số chuyển đổi số
    NATIONAL_766 = "766"  # Bộ chỉ số phục vụ người dân, doanh nghiệp (766/QĐ-TTg)


INDICATOR_LABELS: dict[Indicator, str] = {
    Indicator.PAR: "PAR INDEX – cải cách hành chính",
    Indicator.SIPAS: "SIPAS – hài lòng về sự phục vụ",
    Indicator.PAPI: "PAPI – quản trị và hành chính công",
    Indicator.PCI: "PCI – năng lực cạnh tranh cấp tỉnh",
    Indicator.DDCI: "DDCI – năng lực cạnh tranh sở, ngành, địa phương",
    Indicator.DTI: "DTI – chuyển đổi số",
    Indicator.NATIONAL_766: "Bộ chỉ số phục vụ người dân, doanh nghiệp (766/QĐ-TTg)",
}


class Topic(StrEnum):
    """A public page that explains something; its word stands in the address (10/KH-UBND Hải Phòng II.1.h)."""

    CONTROL = "kiem-soat-thu-tuc"  # vai trò, mục tiêu của kiểm soát thủ tục hành chính
    ELECTRONIC = "moi-truong-dien-tu"  # thực hiện thủ tục trên môi trường điện tử
    BENEFITS = "loi-ich-truc-tuyen"  # lợi ích của dịch vụ công trực tuyến, số hóa kết quả


TOPIC_LABELS: dict[Topic, str] = {
    Topic.CONTROL: "Kiểm soát thủ tục hành chính để làm gì?",
    Topic.ELECTRONIC: "Làm thủ tục trên môi trường điện tử",
    Topic.BENEFITS: "Lợi ích của nộp trực tuyến và kết quả số hóa",
}


class EntryKind(StrEnum):
    """Which register an entry stands in that is struck out."""

    MEDIA = "media"  # tin, bài
    SUPPLEMENT = "supplement"  # đăng Phụ trương Pháp luật
    MATERIAL = "material"  # tài liệu
    HAND_OUT = "hand_out"  # lần tải, giao tài liệu
    BROADCAST = "broadcast"  # buổi phát
    REACH = "reach"  # kênh truyền thông
    COURSE = "course"  # lớp tập huấn
    INDEX = "index"  # giá trị chỉ số
