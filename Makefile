# 資格通：make 不帶參數會列出可用的目標。
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
ARGS ?=

.PHONY: help setup chat run test slow check docs words audit lock clean

help:  ## 列出所有目標
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(VENV)/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 以上；請安裝後再試，或用 make PYTHON=python3.12 指定。"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.run  ## 建立 .venv 並安裝（指令是 .venv/bin/zigetong）

chat: $(VENV)/.run  ## 在終端機和機器人對話（不需要 token，也不需要網路）
	@$(BIN)/zigetong chat $(ARGS)

run: $(VENV)/.run  ## 啟動 Telegram 機器人（需要 ZIGETONG_TOKEN）
	@$(BIN)/zigetong run $(ARGS)

test: $(VENV)/.dev  ## 跑測試
	@$(BIN)/python -m pytest $(ARGS)

slow: $(VENV)/.dev  ## 跑要一分鐘以上的測試（反覆砍掉程序、大量發送）
	@$(BIN)/python -m pytest -m slow $(ARGS)

check: $(VENV)/.dev  ## 程式風格、型別，以及資料與公文原文的核對（沒有公文時會說明略過）
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m tests.check_documents

docs: $(VENV)/.dev  ## 由程式重寫文件裡的表格和對話
	@$(BIN)/python -m tests.documentation

words: $(VENV)/.dev  ## 從程式收集句子、更新英文目錄、編譯（翻譯寫在 knowledge/locale）
	@$(BIN)/python -m tests.catalogue

audit: $(VENV)/.run  ## 查鎖定的套件有沒有已知的漏洞（需要網路）
	@test -x $(VENV)/audit/bin/pip-audit || { $(PYTHON) -m venv $(VENV)/audit && $(VENV)/audit/bin/pip install --quiet pip-audit; }
	@$(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock

lock:  ## 重新產生鎖定檔（需要 uv）
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --extra build -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements.lock --extra build --extra dev pyproject.toml -o requirements-dev.lock

clean:  ## 刪除 .venv 與快取
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build *.egg-info
