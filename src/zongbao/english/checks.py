"""The English of what is found and not refused: doubts about a paper, what a check of a policy finds, what a run notes."""

DOUBTED = {
    "到期日由有效期推算：{rule}": "the last day is counted from the term: {rule}",
    "“至年底”按当年12月31日止。": "until the end of the year is taken as 31 December.",
    "有效期{years}年自{start}起算，届满日的前一日{end}为最后一日。": (
        "a term of {years} years from {start} on, whose last day is the one before its anniversary, {end}."
    ),
    "有效期{months}个月自{start}起算，届满日的前一日{end}为最后一日。": (
        "a term of {months} months from {start} on, whose last day is the one before it is over, {end}."
    ),
    "请与原件核对。": "Compare with the original.",
    "没有找到文件标题。": "no title was found.",
    "请人工填写标题。": "Fill in the title by hand.",
    "正文没有写明具体的施行日期。": "the text does not state the day it comes into force.",
    "请按印发日期或原件确认。": "Confirm it by the day of issue or by the original.",
    "没有找到编号的条款。": "no numbered clause was found.",
    "请确认文件是否完整，或人工分条。": "See whether the file is whole, or part the clauses by hand.",
    "第“{path}”项出现{times}次，按{counted}条计。": '"{path}" stands here {times} times and counts as {counted} clauses.',
    "请核对是否重复排印。": "See whether it was printed twice by mistake.",
    "第{label}项的编号缺失，按前后编号补出。": 'the number of "{label}" is missing and was filled in from its neighbours.',
    "请对照原件确认分条。": "Confirm the clauses by the original.",
    "第{label}项责任单位的括号没有合上。": 'the bracket of units of "{label}" is not closed.',
    "请对照原件确认单位名单。": "Confirm the list of units by the original.",
    "单位名称连在一起，按“{names}”拆开。": 'names of units run together and were parted as "{names}".',
    "请对照原件确认。": "Confirm by the original.",
}

# Units as a paper prints them; one with a base is read part by part (元/人).
PRINTED = {
    "元": "yuan",
    "年": "years",
    "月": "months",
    "人": "person",
    "天": "day",
    "张": "piece",
    "家": "enterprises",
    "倍": "times",
    "次": "times",
    "半年": "half-year",
    "季度": "quarter",
    "周": "week",
    "工作日": "working days",
    "百分点": "percentage points",
}

UNFINISHED = {
    "{what}还没有写（{key}: TODO）": "{what} is not written yet ({key}: TODO)",
    "第{labels}章还没有用自己的话写出（words: TODO）": "chapter {labels} is not written in own words yet (words: TODO)",
    "条文之外的第 {numbers} 句还没有归宿（outside 的 became、words）": (
        "sentence {numbers} outside the clauses has no home yet (became and words of outside)"
    ),
    "{here}还没有用自己的话写出（words: TODO）": "{here} is not written in own words yet (words: TODO)",
    "{here}第 {numbers} 句还没有归宿（became、words）": "sentence {numbers} of {here} has no home yet (became, words)",
    "{here}的职责是按动词猜的，请逐项确认：{keys}": (
        "duties of {here} were guessed from verbs; confirm them one by one: {keys}"
    ),
    "标题": "the title",
    "文号": "the document number",
    "发文机关": "the issuer",
    "成文日": "the day of issue",
    "施行日": "the first day in force",
    "有效期最后一日": "the last day in force",
    "在 document.yaml 里写完": "finish it in document.yaml",
}

CHECKED = {
    "改步骤，或改例子": "correct the step, or the example",
    "{page} 没有例子（{file}.examples.yaml）": "{page} has no examples ({file}.examples.yaml)",
    "写三个：普通、到上限、差一分": "write three: an ordinary one, one at the cap, one a fen short of it",
    "{count} 项": "{count} rows",
    "{count} 项 codes": "{count} codes",
    "{count} 项 {unit}": "{count} rows, {unit}",
    "{times} count/年": "{times} a year",
    "{times} count/半年": "{times} a half-year",
    "{times} count/季度": "{times} a quarter",
    "{times} count/月": "{times} a month",
    "{times} count/周": "{times} a week",
    "第{label}条没有归宿：既没有扶持，也没有职责": "clause {label} has no home: neither a measure nor a duty",
    "写成 measure，或写 duties": "make it a measure, or write its duties",
    "{name}.yaml 的扶持没有一句原文指向它": "no sentence of the text points to the measure of {name}.yaml",
    "在该条的句子里写 measure: {name}": "write measure: {name} at the sentence of its clause",
    "{here}的 {measure}.py 还没有 award 这一步": "{measure}.py of {here} has no step award yet",
    "{here}没有 {measure}.yaml 和 {code}.py": "{here} has no {measure}.yaml with its {code}.py",
    "写出从输入到 award 的步骤": "write the steps from the inputs to award",
    "新建这一页": "make this page",
    "{name} 没有写出自原文的短语": "{name} has no phrase of the text",
    "补 phrase": "fill in phrase",
    "{name} 指向第{label}条，document.yaml 没有这一条": "{name} points to clause {label}, which document.yaml does not have",
    "改 clause": "correct clause",
    "原文与入库时不是同一份文本：应为 {ours}…，现为 {theirs}…": (
        "the text is not the one that was taken in: expected {ours}…, found {theirs}…"
    ),
    "看下面哪些条、哪些句不同；换了载体（DOCX、PDF）而文字未变，也会不同": (
        "see below which clauses and sentences differ; another carrier (DOCX, PDF) of the same words differs too"
    ),
    "原文里没有读到{what}": "{what} was not found in the text",
    "请人工核对": "look for yourself",
    "{what}不一致：我们写 {ours}，原文是 {theirs}": "{what} differs: ours is {ours}, the text has {theirs}",
    "改 document.yaml 的 {key}": "correct {key} of document.yaml",
    "原文没有引用 {number}": "the text does not cite {number}",
    "改 cites": "correct cites",
    "原文没有第{label}条": "the text has no clause {label}",
    "从 document.yaml 删去，或换对原文": "remove it from document.yaml, or take the right text",
    "原文有第{label}条，document.yaml 没有": "the text has a clause {label}, document.yaml has not",
    "在 document.yaml 里写出这一条": "write this clause in document.yaml",
    "第{label}条在原文的章是“{theirs}”，我们写“{ours}”": (
        'clause {label} stands in chapter "{theirs}" of the text, ours says "{ours}"'
    ),
    "无": "none",
    "改 chapter": "correct chapter",
    "第{label}条的责任单位": "the units of clause {label}",
    "{here}少了“{unit}”": '{here} lack "{unit}"',
    "补进 units": "add it to units",
    "{here}多了“{unit}”": '{here} have "{unit}" too many',
    "从 units 删去": "remove it from units",
    "{here}顺序不同：原文是 {printed}": "{here} stand in another order: the text has {printed}",
    "按原文排列，第一家通常牵头": "put them in the order of the text; the first usually leads",
    "{here}第 {n} 句（“{words}…”）没有归宿": 'sentence {n} of {here} ("{words}…") has no home',
    '在 sentences 里写出这一句：digest: "{digest}"': 'write this sentence in sentences: digest: "{digest}"',
    "{here}我们的第 {n} 句在原文里找不到": "our sentence {n} of {here} is not in the text",
    "原文改过，或记错了条": "the text was changed, or the clause is wrong",
    "条文之外原文有 {printed} 句，document.yaml 的 outside 写了 {ours} 句": (
        "outside its clauses the text has {printed} sentences, outside of document.yaml has {ours}"
    ),
    "核对 outside": "compare outside",
    "原文": "the text",
    "{name} 的短语“{phrase}”不在{where}里": 'the phrase "{phrase}" of {name} does not stand in {where}',
    "照原文改 phrase（空白不计）": "correct phrase by the text (white space aside)",
    "没有金额": "no amount",
    "{name} 写 {wanted}，短语“{phrase}”里读到 {found}": '{name} has {wanted}; the phrase "{phrase}" reads {found}',
    "改参数的值，或改短语": "correct the value, or the phrase",
    "{place} 的 {key}“{value}”": '{key} "{value}" of {place}',
}

NOTED = {
    "有一项输入缺失，暂无法判定": "an input is lacking; this cannot be judged yet",
    "与已存的 {run} 相比，{measure}有 {rows} 行不同，合计差 {sum} 元": (
        "compared with the stored run {run}: {rows} rows of {measure} differ, by {sum} yuan in all"
    ),
    "口径“{about}”：{option}": 'the reading of "{about}": {option}',
    "海关函里没有这家企业": "the customs letter does not have this enterprise",
    "海关函只给了美元值，不能直接相减": "the customs letter gives dollars only, which cannot be subtracted",
    "没有这家企业计入的报关单行": "no declaration line of this enterprise counts",
    "一致": "alike",
    "在函的精度（{unit}）以内": "within the precision of the letter ({unit})",
    "万元": "10,000 yuan",
    "行少于函：可能有行没有送达、待更正或未明确": (
        "lines below the letter: some may not be delivered, or are to be corrected, or on no list yet"
    ),
    "行多于函：可能有未计入统计的行，或函的数据较早": (
        "lines above the letter: some may not be in the statistics, or the letter is of an earlier day"
    ),
}

WORKINGS = {
    "测算": "workings",
    "报关单行": "lines",
    "步骤": "step",
    "文件": "file",
    "工作表": "sheet",
    "行号": "row",
    "金额（元）": "value (yuan)",
    "{sentence}（第{clause}条）": "{sentence} (clause {clause})",
    "暂无法判定": "cannot be judged yet",
    "金额单位：元": "amounts in yuan",
    "合成数据": "合成数据 synthetic data",
}

# The list of findings that goes back to who sent the data.
MARKED = {
    "待更正": "to be corrected",
    "提示": "warning",
    "级别": "level",
    "列": "column",
    "行": "row",
    "原值": "value as sent",
    "原因": "reason",
    "如何更正": "how to correct it",
    "代码": "code",
}

OF_ENGLISH = {
    "{file} 应是“原句: 英文”的一组": '{file} is to be "sentence: English" pairs',
    "{file} 里“{line}”的英文应是一段文字": 'the English of "{line}" in {file} is to be text',
    "{file} 里“{line}”与它的英文，花括号里的名称不同": '"{line}" in {file} and its English have other names in braces',
    "{file} 里有 {count} 句还没有英文，第一句是“{line}”": '{file} lacks the English of {count} sentences, the first is "{line}"',
    "补上；没有英文的句子照中文显示": "write it; a sentence without English is shown in Chinese",
    "{file} 里的“{line}”，这份政策里已经没有这一句": '"{line}" in {file} is no longer said in this policy',
    "改成现在的句子，或删去": "key it by the sentence of now, or remove it",
}

CHECKS = DOUBTED | PRINTED | UNFINISHED | CHECKED | NOTED | WORKINGS | MARKED | OF_ENGLISH
