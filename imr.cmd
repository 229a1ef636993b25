@echo off
setlocal
set Hosting=Local
set DOTNET_NOLOGO=1
dotnet run --project "%~dp0src\Imr.Cli" -v quiet -- %*
exit /b %ERRORLEVEL%
