@echo off
rem The sparse command: on the Node of the path where there is one, else on VS Code's own runtime.
where node >nul 2>nul && (
  node "%~dp0..\dist\cli.js" %*
  exit /b
)
if defined SPARSE_RUNTIME (
  set ELECTRON_RUN_AS_NODE=1
  "%SPARSE_RUNTIME%" "%~dp0..\dist\cli.js" %*
  exit /b
)
echo sparse needs Node.js 20 or newer on the path. 1>&2
exit /b 1
