#!/bin/sh
# Page tests need a real browser: on Debian, as root, take the distribution's Chromium; elsewhere they are skipped.
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium) \
    >/dev/null 2>&1 || echo "Chromium could not be installed: page tests will be skipped."
else
  echo "No Chromium here: page tests will be skipped (install the package chromium to run them)."
fi
exit 0
