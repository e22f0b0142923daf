/** Which cell of a line is what; null where the file has no such column. */
export interface RosterColumns {
  name: number;
  number: number | null;
  card: number | null;
  /** For files of a whole school. */
  classroom: number | null;
}

/** Words over columns, the better ones first. */
const words = {
  name: ['姓名', '学生姓名', '名字', '学生', 'name', 'fullname', 'studentname', 'pupil', 'student'],
  number: [
    '学号',
    '座号',
    '座位号',
    '班内序号',
    '编号',
    '序号',
    'number',
    'no',
    'no.',
    'studentnumber',
    'studentid',
    'id',
  ],
  card: ['卡号', '答题卡', '答题卡号', 'card', 'cardnumber', 'cardno', 'cardno.'],
  classroom: ['班级', '班级名称', '所在班级', '班', 'class', 'classroom', 'classname'],
};

const plain = (cell: string) =>
  cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');

/** The columns that a first line names; null when it is no heading. Pure. */
export function namedColumns(cells: readonly string[]): RosterColumns | null {
  const heads = cells.map(plain);
  const find = (known: readonly string[]) => {
    for (const word of known) if (heads.includes(word)) return heads.indexOf(word);
    return null;
  };
  const [name, number, card] = [find(words.name), find(words.number), find(words.card)];
  if (name === null) return null;
  return { name, number, card, classroom: find(words.classroom) };
}

/** The columns of a file without a heading, by what stands in its first lines: names, or numbers and names. Pure. */
export function guessedColumns(lines: readonly (readonly string[])[]): RosterColumns {
  const isNumber = (at: number) => lines.every((cells) => /^\s*\d*\s*$/.test((cells[at] ?? '').normalize('NFKC')));
  const width = Math.max(...lines.map((cells) => cells.length));
  if (width < 2) return { name: 0, number: null, card: null, classroom: null };
  const card = width > 2 ? 2 : null;
  return isNumber(0) ? { name: 1, number: 0, card, classroom: null } : { name: 0, number: 1, card, classroom: null };
}
