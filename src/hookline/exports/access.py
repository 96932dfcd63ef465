"""What the hub asks of a reader where the hookline corpus is in a gated repository.

The hub shows it only where the owner has switched gated access on. The licence is CC BY 4.0: what
is asked is a request, not a condition (see the datasheet, Uses and Distribution). Fields as
https://huggingface.co/docs/hub/datasets-gated has them.
"""

from typing import Any

FIELDS = ("text", "checkbox", "date_picker", "country")
"""The types of fields that the hub knows by a word; beside them, `select` has options."""

ACCESS: dict[str, Any] = {
    "extra_gated_heading": "Scam dialogues for research and protection · 用于研究和防骗的诈骗对话",
    "extra_gated_prompt": (
        "These dialogues show how scams are talked. All texts and labels are model-made, and no "
        "person has checked them. The licence is CC BY 4.0; what is asked here is a request, not "
        "a condition of it. Please do not use them to write, automate or improve scams, nor to "
        "decide about real people; and leave the test part, which carries a canary, out of "
        "training data.\n"
        "\n"
        "这些对话展示诈骗的话术。文字和标签都由模型生成，没有人工核对。许可证是 CC BY 4.0；"
        "这里提出的是请求，不是许可条件。请不要用来编写、自动实施或改进诈骗，也不要据此对真实的人"
        "作出决定；带有金丝雀标记的测试部分请不要放进训练数据。"
    ),
    "extra_gated_fields": {
        "Name · 姓名": "text",
        "Affiliation, or none · 单位（没有可写无）": "text",
        "Country or region · 国家或地区": "country",
        "Purpose · 用途": {
            "type": "select",
            "options": [
                {"label": "Research · 研究", "value": "research"},
                {"label": "Teaching, fraud prevention · 教学、防骗宣传", "value": "teaching"},
                {"label": "Building detectors · 开发检测工具", "value": "detection"},
                {"label": "Other · 其他", "value": "other"},
            ],
        },
        "In a sentence: what for? · 用一句话说明用途": "text",
        "I will not use it to deceive people · 我不会用它来骗人": "checkbox",
        "I will keep the test part out of training data · 我不会用测试部分做训练": "checkbox",
    },
    "extra_gated_button_content": "Ask for access · 申请访问",
}
