"""Privacy: invented numbers and the reserved examples of their standards."""

from seeded.seeding import FRIEND_EN, FRIEND_R, Fault, edit, edit_file, say, top, within


def leak(name: str, what: str, words: str, level: str = "error") -> Fault:
    """Return the fault that a scammer's turn of the friend's dialogue ends in the words."""
    return Fault(name, what, level, edit(FRIEND_R, say(8, words)))


FAULTS = (
    leak("phone-number", "a mobile number is written out", " 打我19900001234"),
    leak(
        "phone-in-full-width-digits",
        "a mobile number in full-width digits",
        " 打我１９９００００１２３４",
    ),
    leak("phone-with-gaps", "a mobile number in groups", " 打我199 0000 1234"),
    leak(
        "phone-with-country-code", "a mobile number with +86 and hyphens", " 打我+86-199-0000-1234"
    ),
    leak(
        "phone-in-chinese-numerals",
        "a mobile number in Chinese numerals",
        " 打我一九九零零零零一二三四",
        "warning",
    ),
    leak("landline", "a landline number with its area code", " 打店里0898-60001234"),
    leak(
        "identity-card",
        "an identity card number with the right checksum",
        " 身份证11010519491231002X",
    ),
    leak("bank-card", "a bank card number with the right check digit", " 卡号6200000000000005"),
    leak("bank-card-in-groups", "a bank card number in groups of four", " 卡号6200 0000 0000 0005"),
    leak("qq-number", "a QQ number is written out", " 加QQ1000000001"),
    leak("wechat-id", "a WeChat id is written out", " 微信号wxid_a0b0c0d0e0f012"),
    leak("e-mail", "an e-mail address is written out", " 发到laohan.diaoyu@mail.nobody-4711.cn"),
    leak("link", "a link is written out", " 看这个https://pay.nobody-4711.cn/s/8f2k"),
    leak("bare-domain", "an address without its scheme", " 上huafei.nobody-4711.cn交"),
    leak("licence-plate", "a licence plate is written out", " 车牌琼A0X0X0"),
    leak(
        "street-address",
        "a street with house and flat number",
        " 住人民大道168号3栋502室",
        "warning",
    ),
    leak(
        "wallet-address",
        "a wallet's address is written out",
        " 打到0x00112233445566778899aabbccddeeff00112233",
    ),
    leak("handle", "an account's handle is written out", " 电报搜@laohan_fish88", "warning"),
    leak(
        "placeholder-of-unknown-type",
        "a placeholder's type is not listed",
        " 打我[TEL_1]",
        "warning",
    ),
    leak("placeholder-without-number", "a placeholder has no number", " 打我[PHONE]", "warning"),
    leak(
        "placeholder-in-small-letters",
        "a placeholder in small letters",
        " 打我[phone_1]",
        "warning",
    ),
    leak(
        "placeholder-in-full-width",
        "a placeholder in Chinese brackets",
        " 打我【PHONE_1】",
        "warning",
    ),
    leak(
        "placeholder-not-closed", "a placeholder's bracket is missing", " 打我[PHONE_1", "warning"
    ),
    leak(
        "placeholder-number-jumps", "the first of a type is number 2", " 打我[PHONE_2]", "warning"
    ),
    Fault(
        "phone-in-persona",
        "a mobile number stands in a persona",
        "error",
        edit(FRIEND_R, within("speakers", 0, persona="老韩 19900001234")),
    ),
    Fault(
        "e-mail-in-title",
        "an e-mail address stands in a title",
        "error",
        edit(FRIEND_R, top(title="找laohan@mail.nobody-4711.cn")),
    ),
    Fault(
        "phone-in-english",
        "a telephone number is written out in English",
        "error",
        edit(FRIEND_EN, say(25, " call me on (202) 555-0142")),
    ),
    Fault(
        "iban-in-english",
        "an account number with right check digits",
        "error",
        edit(FRIEND_EN, say(25, " it's GB82 WEST 1234 5698 7654 32")),
    ),
    Fault(
        "phone-in-source",
        "a mobile number stands in a source",
        "error",
        edit_file(
            "sources.json", within("sources", 0, taken="Case and caller's number 19900001234.")
        ),
    ),
    Fault(
        "e-mail-of-annotator",
        "an annotator's e-mail address is given",
        "error",
        edit_file(
            "annotators.json",
            within("annotators", 0, description="Ask m1@mail.nobody-4711.cn"),
        ),
    ),
)
