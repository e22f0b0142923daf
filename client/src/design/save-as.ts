/** Has the browser keep a table as a CSV file. What no file system takes stays out of the name. `name`: without its ending. */
export function saveCsv(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name.replace(/[\\/:*?"<>|]/g, ' ')}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
