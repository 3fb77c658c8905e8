"""The English of what is said when a question is asked: refusals of `evaluation`, of `documents` and of the terminal."""

ASKED = {
    "没有方案文件“{file}”": 'there is no scenario file "{file}"',
    "{file} 有不认识的键：{keys}": "{file} has keys we do not know: {keys}",
    "方案文件“{file}”应写 name、parameters、readings 三项": 'scenario file "{file}" is to have name, parameters, readings',
    "方案文件“{file}”的 {part} 应是“名称: 值”": '{part} of scenario file "{file}" is to be "name: value" pairs',
    "方案文件“{file}”读不出来：{fault}": 'scenario file "{file}" cannot be read: {fault}',
    "政策 {policy} 没有口径“{name}”；有：{known}": 'policy {policy} has no reading "{name}"; it has: {known}',
    "口径“{key}”没有选项“{option}”；有：{known}": 'reading "{key}" has no option "{option}"; it has: {known}',
    "资金或扶持额合计超过 {most} 元，不能保证精确到分": (
        "the pot or the awards come to more than {most} yuan: exact to the fen cannot be promised"
    ),
    "没有“{rule}”这种分法；有：{known}": 'there is no rule "{rule}"; known: {known}',
    "资金不能为负，最小分配单位至少一分": "the pot cannot be negative, and the smallest unit is one fen at least",
    "{rule} 要说明按哪一列排先后：--by 列名": "{rule} needs the column that orders the awards: --by COLUMN",
    "{rule} 不分先后，不用 --by": "{rule} knows no order and takes no --by",
    "不能按“{by}”排先后；可以用日期或整数列：{known}": (
        'awards cannot be ordered by "{by}"; columns of dates or whole numbers: {known}'
    ),
    "有 {count} 行没有“{by}”，排不出先后：{some}": '{count} rows have no "{by}" and cannot be put in order: {some}',
    "这次测算里没有企业 {enterprise} 的{measure}": "this run has no {measure} of enterprise {enterprise}",
    "{measure}的口径“{key}”在不止一页里用到，不能给组合定价；只能在其中一页": (
        'reading "{key}" of {measure} is used in more than one page: combinations cannot be priced; one page may have it'
    ),
    "{year} 年的测算里没有企业 {enterprise}": "the assessment of {year} has no enterprise {enterprise}",
    "“{said}”不是这里能用的数：金额写元，比例写 3%，其余写整数": (
        '"{said}" is no number for this place: money in yuan, a rate like 3%, anything else a whole number'
    ),
    "“{said}”是比例，这里要的是{wanted}": '"{said}" is a rate; wanted is {wanted}',
    "金额": "a sum of money",
    "“{said}”比最小单位还细，无法精确表示": '"{said}" is finer than the smallest unit and cannot be held exactly',
    "“{said}”太大，超出可以计算的范围": '"{said}" is beyond what can be computed',
    "{year} 年的数据不全，缺 {missing}；补齐后再测算，或加 --allow-partial": (
        "the data of {year} lacks {missing}; complete it and assess again, or add --allow-partial"
    ),
    "参数“{name}”由原文规定，不能另行决定；要改须修订政策": (
        'parameter "{name}" is fixed by the text and cannot be decided; to change it, amend the policy'
    ),
    "“{value}”不是 {name} 的值：金额写元，比例写 50%，其余写整数": (
        '"{value}" is no value of {name}: money in yuan, a rate like 50%, anything else a whole number'
    ),
    "{store} 不是合成园区，不能放演示账号": "{store} is no synthetic zone: demo accounts have no place there",
    "政策 {policy} 没有用到报关单行": "policy {policy} does not rest on declaration lines",
}

READ = {
    "文件不是可识别的文字（UTF-8、GB18030）：{path}。": "the file is no text we can read (UTF-8, GB18030): {path}",
    "文件内容不是{form}可读的格式：{path}。": "the file does not hold what can be read as {form}: {path}",
    "读不到文件：{path}（{trouble}）。": "the file cannot be reached: {path} ({trouble})",
    "打不开": "cannot be opened",
    "文件无法解读：{path}（{trouble}）。": "the file cannot be read: {path} ({trouble})",
}

QUESTIONS = ASKED | READ
