# The verbs of the house. Each is one line; what it does stands in bin/.

.PHONY: help install run test check bench faults fuzz docs vendor lock shots words

help:     ## 列出所有命令 list the verbs (the default)
	@sed -n 's/^\([a-z]*\): *## */  make \1\t/p' Makefile

install:  ## 装好运行环境，只装不跑 make .venv ready; afterwards .venv/bin/zhijian works
	@bin/install

run:      ## 安装并启动：管理后台、公众号网关、沙箱 install, then start everything with the sample
	@bin/run

test:     ## 跑全部检查和测试 all checks and all tests, as CI does
	@bin/test

check:    ## 只查格式、类型和架构 lint, types, import contracts
	@bin/check

bench:    ## 测量回复速度 measure the reply path against others (bench/reply/RESULTS.md)
	@bin/bench

faults:   ## 反复断电式测试 kill the gateway 200 times (tests/faults/RESULTS.md)
	@bin/faults

fuzz:     ## 一千万次畸形回调 ten million mutated callbacks (tests/faults/RESULTS.md)
	@bin/fuzz

docs:     ## 生成文档站点 build the docs site into site/
	@bin/docs

vendor:   ## 更新前端文件 copy the front-end files out of npm's folder
	@bin/vendor

lock:     ## 更新锁文件 write the lock files anew
	@bin/lock

shots:    ## 重拍文档里的截图 take the pictures of the docs again
	@bin/shots

words:    ## 更新英文词条 bring the English catalogue up to date with the code
	@bin/words
