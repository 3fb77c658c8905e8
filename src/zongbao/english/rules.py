"""The English of what `rules` says: pages, parameters, examples, papers and YAML that are not sound; what a check finds."""

PAGES = {
    "{place} 第 {line} 行：{what}": "{place} line {line}: {what}",
    "{page}.award 的单位应是 fen，得到的是 {unit}": "the unit of {page}.award is to be fen, not {unit}",
    "{sheet}.yaml 没有同名的 {code}：步骤写在那里": "{sheet}.yaml has no {code} beside it: the steps are written there",
    "步骤“{name}”没有说明（docstring）": 'step "{name}" has no sentence (docstring)',
    "规则页只能用 {module} 里的动词": "a rule page uses the verbs of {module} only",
    "没有“{name}”这个动词，动词也不改名": 'there is no verb "{name}", and verbs are not renamed',
    "规则页只写函数，一步一个，用动词和加、减、乘": "a rule page holds functions, one a step, of verbs and plus, minus, times",
    "数字 {number} 应写成带日期的参数": "the number {number} is to be a parameter with a date",
    "“{name}”不是动词": '"{name}" is no verb',
    "步骤“{name}”的参数只写名称，不写默认值、星号或装饰": (
        'arguments of step "{name}" are names only: no default, star or decorator'
    ),
    "步骤“{name}”与动词同名": 'step "{name}" has the name of a verb',
    "“{name}”不是“{step}”的参数，也不是动词": '"{name}" is neither an argument of "{step}" nor a verb',
    "步骤“{name}”写了两次": 'step "{name}" is written twice',
    "{page} 第 {line} 行写法不对：{what}": "{page} line {line} cannot be read: {what}",
    "输入“{name}”的 absent 只能是 unknown 或 zero，现在是“{value}”": (
        'absent of input "{name}" is unknown or zero, not "{value}"'
    ),
    "{name}.yaml 有不认识的键：{keys}": "{name}.yaml has keys we do not know: {keys}",
    "{name}.yaml 里这一处应是“键: 值”的一组：{part}": '{name}.yaml is to have "key: value" pairs here: {part}',
    "{page}：measured 或 ladder 里的“{name}”不是一个步骤": '{page}: "{name}" in measured or ladder is no step',
    "{page}：条件“{name}”应是是非值，得到的是 {unit}": '{page}: condition "{name}" is to be yes or no, not {unit}',
    "{page}：条件“{name}”不是一个步骤": '{page}: condition "{name}" is no step',
    "{page}：名称“{name}”用了两次": '{page}: the name "{name}" is used twice',
    "{page}：有步骤的输入无处可得或互相等待：{said}": "{page}: steps lack an input, or wait for each other: {said}",
    "{name} 缺 {lacks}": "{name} lacks {lacks}",
    "{page}.{step} 不能按单位试算：{error}": "{page}.{step} cannot be tried with units: {error}",
    "比例的单位应是 ppm，得到的是 {unit}": "a rate is in ppm, not {unit}",
    "口径的选项是 {known}，步骤里写的是 {options}": "the options of the reading are {known}; the step writes {options}",
    "这里要一张表（单位写“tiers 起点 值”），得到的是 {unit}": 'a table is wanted here (unit "tiers start value"), not {unit}',
    "排名与合计要写明总体：要一个单位为 population 的输入，得到的是 {unit}": (
        "ranks and totals name their population: an input with the unit population, not {unit}"
    ),
    "{one} 与 {other} 不能相乘": "{one} and {other} cannot be multiplied",
    "{one} 与 {other} 不能相加、相减或比较": "{one} and {other} cannot be added, subtracted or compared",
    "这里要一个是非值，得到的是 {unit}": "yes or no is wanted here, not {unit}",
    "口径“{key}”至少要有两个选项": 'reading "{key}" needs two options at least',
    "口径“{key}”的选项“{name}”没有说明": 'option "{name}" of reading "{key}" has no words',
    "口径“{key}”在 {name}.yaml 与别处各写了一次": 'reading "{key}" is written in {name}.yaml and elsewhere too',
    "{where} 没有写 values（日期: 值）": "{where} has no values (date: value)",
    "{where} 的日期“{day}”应写成 2024-02-06 这样": 'the date "{day}" of {where} is to be written like 2024-02-06',
    "{where} 在 {day} 的值不能为空：未定写 open，失效写 ended": (
        "the value of {where} on {day} cannot be empty: open where undecided, ended where over"
    ),
    "{page}.{name} 在 {day} {state}": "{page}.{name} on {day}: {state}",
    "尚未生效": "not yet in force",
    "已经失效": "no more in force",
    "键“{key}”会被读成 {value}，请加引号": 'the key "{key}" would be read as {value}: put it in quotes',
    "键“{key}”写了两次，只能留一个": 'the key "{key}" is written twice: keep one',
    "“{value}”是小数；金额写整数分，比例写整数百万分之一，条号加引号": (
        '"{value}" has decimals: money is whole fen, a rate whole parts per million, a clause number stands in quotes'
    ),
    "{name} 不是合格的 YAML：{error}": "{name} is no sound YAML: {error}",
}

POLICIES = {
    "没有政策“{name}”：既不是内置政策，也不是含 document.yaml 的文件夹": (
        'there is no policy "{name}": neither one built in nor a folder with a document.yaml'
    ),
    "document.yaml 的 {key} 应是日期，现在是“{day}”": '{key} of document.yaml is to be a date, not "{day}"',
    "政策 {policy} 没有“{name}”这项扶持；有：{known}": 'policy {policy} has no measure "{name}"; it has: {known}',
    "政策 {policy} 没有参数“{name}”": 'policy {policy} has no parameter "{name}"',
    "{year} 年没有一天在政策有效期内（{first} 至 {last}）": "no day of {year} lies within the policy's term ({first} to {last})",
    "{day} 不在政策有效期内（{first} 至 {last}）": "{day} lies outside the policy's term ({first} to {last})",
    "《{title}》里没有读到条文，无从起草": "no clause was found in 《{title}》: nothing to draft from",
    "未读出标题": "title not found",
    "原文写明{what}是 {read}，与给出的 {given} 不同": "the text says {what} {read}, unlike {given} that was given",
    "最后一日": "last day",
    "{folder} 已经存在，没有写入任何内容；请换一个文件夹名": (
        "{folder} exists already and nothing was written; choose another name"
    ),
    "《{title}》的 {dates} 还是 TODO：把日期写进 document.yaml，各页 values 里的 TODO 也换成施行日；原文没写的由有权的单位定": (
        "{dates} of 《{title}》 are still TODO: write the dates into document.yaml, and into the values of each page; "
        "what the text does not say, the unit in charge decides"
    ),
}

EXAMPLES = {
    "{file} 应是一列例子": "{file} is to be a list of examples",
    "{page} 的例子要写 name、given（或 rows）和 then，没有别的：{entry}": (
        "an example of {page} has name, given (or rows) and then, nothing else: {entry}"
    ),
    "{page}：例子“{name}”写了两次": '{page}: example "{name}" is written twice',
    "{page}“{name}”：前面没有叫“{like}”的例子": '{page} "{name}": no example "{like}" stands before it',
    "{where} 有 {rows} 行，then 却有 {then} 行": "{where} has {rows} rows, but then has {then}",
    "{where} 提到“{name}”，页上没有这个名称": '{where} speaks of "{name}", a name the page does not have',
    "{where} 是一张表，例子里不能改": "{where} is a table, which an example cannot change",
    "{where} 是“{said}”，应是{wanted}": '{where} is "{said}", which is to be: {wanted}',
    "整数": "a whole number",
    "日期（2024-02-06）": "a date (2024-02-06)",
    "文字（加引号）": "text (in quotes)",
    '{where} 是“{said}”，金额应写成带引号、两位小数的元，如 "12.34"': (
        '{where} is "{said}"; money is written in yuan with two decimals, in quotes, like "12.34"'
    ),
    '{where} 是“{said}”，比例应写成 "2.5%" 或整数百万分之一': (
        '{where} is "{said}"; a rate is written "2.5%" or in whole parts per million'
    ),
    "{page}“{example}”的 {name}": '{name} of {page} "{example}"',
    "{page}“{example}”第 {row} 行 {step}：应为 {expected}，得到 {found}": (
        '{page} "{example}" row {row} {step}: expected {expected}, found {found}'
    ),
}

PAPERS = {
    "第{label}条": "clause {label}",
    "{clause} 的 {key}": "{key} of {clause}",
    "{clause} 的 {key} 第 {n} 项": "item {n} of {key} of {clause}",
    "《{title}》没有第{label}条": "《{title}》 has no clause {label}",
    "单位表里没有“{name}”": '"{name}" is not in the list of units',
    "没有找到 {file}（{folder}）": "{file} is not in {folder}",
    "{where} 要有 number 或 name": "{where} needs number or name",
    "{where} 的 became 要从 {known} 里选，至少一个": "became of {where} is one or more of {known}",
    "{where}：became 有 measure 时要写 measure: 名称，没有时不写": (
        "{where}: measure: name is written where became has measure, and not elsewhere"
    ),
    "{where} 的“{name}”不在单位表（units、other_bodies）里": '"{name}" of {where} is not in the lists (units, other_bodies)',
    "{where}：{name}不归本区管，只能商请（manner: request），不能派任务": (
        "{where}: {name} does not answer to this district: it can be requested (manner: request), not ordered"
    ),
    "{where} 的 {key} 是“{value}”，只能是 {known}": '{key} of {where} is "{value}", but can only be {known}',
    "{where} 应是“键: 值”的一组": '{where} is to be "key: value" pairs',
    "{where} 的 {key} 应是一段文字（数字加引号）": "{key} of {where} is to be text (numbers in quotes)",
    "{where} 的 {key} 应是不小于零的整数": "{key} of {where} is to be a whole number, not below zero",
    "{where} 的 {key} 只能是 true 或 false": "{key} of {where} is true or false",
    "{where} 的 {key} 应是日期（2024-02-06）或 TODO": "{key} of {where} is to be a date (2024-02-06) or TODO",
    "{where} 的 {key} 应是一列文字（数字加引号）": "{key} of {where} is to be a list of texts (numbers in quotes)",
    "{where} 的 {key} 应是一列": "{key} of {where} is to be a list",
    "{where} 的 {key} 应是“名称: …”的一组": '{key} of {where} is to be "name: …" pairs',
    "{where} 有不认识的键：{keys}": "{where} has keys we do not know: {keys}",
    "{what}“{n}”用了两次": '{what} "{n}" is used twice',
    "条号": "clause number",
    "职责键": "key of a duty",
    "指标键": "key of an indicator",
    "条外": "outside",
    "止期 {last} 早于施行日 {first}": "the last day {last} is before the first day {first}",
    "squeezed_sha256 应是 64 位十六进制": "squeezed_sha256 is to be 64 hex digits",
    "{here}的单位“{name}”不在单位表里": 'unit "{name}" of {here} is not in the list of units',
    "第{label}条的单位": "unit of clause {label}",
    "{here}的章“{chapter}”不在 chapters 里": 'chapter "{chapter}" of {here} is not among chapters',
    "{here}的句序应从 1 起连续，现为 {found}": "sentences of {here} are to be numbered from 1 on, not {found}",
    "{here}第 {n} 句记作 {became}，duties 里却没有这一句的 {kinds}": (
        "sentence {n} of {here} is said to be {became}, but duties has no {kinds} for it"
    ),
    "{here}第 {n} 句记作 indicator，indicators 里却没有这一句": (
        "sentence {n} of {here} is said to be an indicator, but indicators does not have it"
    ),
    "{here}的 {key} 指向第 {n} 句，没有这一句": "{key} of {here} points to sentence {n}, which is not there",
}

PROVENANCE = {
    "{page}.yaml 写了 rows: {rows}，没有这种行": "{page}.yaml says rows: {rows}, a kind of row there is not",
    "改成 {known}": "write {known}",
    "{page} 的输入 {name} 没有出处，{source} 里没有这一列": (
        "input {name} of {page} comes from nowhere, {source} has no such column"
    ),
    "写 from: 页名.步骤，由另一页合计得来，或改读 {known}": (
        "write from: page.step to add it up from another page, or read {known}"
    ),
    "{page} 的输入 {name} 取自 {source}，还没有 {other} 这一页": (
        "input {name} of {page} is taken from {source}, and there is no page {other} yet"
    ),
    "新建 {other}.yaml 和 {other}.py，或改 from": "make {other}.yaml and {other}.py, or change from",
    "{page} 的输入 {name} 取自 {source}，{other} 是一项扶持，只能取 award": (
        "input {name} of {page} is taken from {source}, but of the measure {other} only the award can be read"
    ),
    "改成 from: {source}": "write from: {source}",
    "{page} 的输入 {name} 取自 {source}，{other} 的 measured 里没有 {step}": (
        "input {name} of {page} is taken from {source}, but measured of {other} does not name {step}"
    ),
    "把 {step} 写进 measured，或改 from": "name {step} in measured, or change from",
    "{page}.py 供别页合计，却没有 {step} 这一步": "{page}.py is added up by another page and has no step {step}",
    "{page}.py 没有说算哪一项指标，会把各项指标加在一起": (
        "{page}.py does not say which figure it counts and would add up all of them"
    ),
    "year 一步写 of_year * one_of(figure, 指标名称的参数)：别的指标不算在任何一年": (
        "let the step year be of_year * one_of(figure, a parameter with its names): other figures fall in no year"
    ),
    "写两步：subject 说算给谁，year 说算在哪一年": "write two steps: subject says to whom it counts, year in which year",
}

RULES = PAGES | POLICIES | EXAMPLES | PAPERS | PROVENANCE
