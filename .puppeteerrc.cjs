// Tests use the system's Chromium; puppeteer must not download its own.
module.exports = { skipDownload: true };
