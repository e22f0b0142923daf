export const common = {
  product: 'Tongke',
  close: 'Close',
  cancel: 'Cancel',
  ok: 'OK',
  retry: 'Try again',
  reload: 'Open this page again',
  bright: 'Bright room: light screen',
  dark: 'Dark room: dark screen',
  loading: 'One moment…',
  pageFailed: 'Something on this page broke. Please open it again; the lesson goes on.',
  print: 'Print',
  table: 'Download table',
};
