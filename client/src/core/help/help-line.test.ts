import { expect, test } from 'vitest';
import { keepHelpLine, keptHelpLine } from './help-line.ts';

test('a number stays on the device until the operator takes it away', () => {
  const values = new Map<string, string>();
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as Storage;
  expect(keptHelpLine(storage)).toBeNull();
  keepHelpLine('0851-8888 6666', storage);
  expect(keptHelpLine(storage)).toBe('0851-8888 6666');
  keepHelpLine(null, storage);
  expect(keptHelpLine(storage)).toBeNull();
});
