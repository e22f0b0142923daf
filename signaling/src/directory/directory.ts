import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import {
  type ClassroomId,
  LessonError,
  limits,
  type Pupil,
  type PupilId,
  pupilId,
  type RosterEntry,
} from '../../protocol/lesson.ts';
import { openDatabase } from './open-database.ts';
import { type RosterChange, rosterChange } from './roster-change.ts';
import { type DirectoryTables, makeTables } from './tables.ts';

type Row = DirectoryTables['pupil'];

/** Says nothing of the pupil, the classroom or the time at which it was made. */
const newPupilId = (): PupilId => pupilId(`p${randomBytes(9).toString('base64url')}`);
const pupilOf = (row: Row): Pupil => ({
  pupilId: pupilId(row.pupil_id),
  name: row.name,
  number: row.number,
  cardNumber: row.card_number,
});
/** Ids that one query asks about. */
const idsPerQuery = 500;

/**
 * Pupils of classrooms: the only place where a name stands beside an id. Lessons carry the ids alone, so that erasing a
 * name here leaves every log as it was.
 */
export class Directory {
  readonly #database: Kysely<DirectoryTables>;
  #closing: Promise<void> | undefined;

  private constructor(database: Kysely<DirectoryTables>) {
    this.#database = database;
  }

  /** Opens the embedded directory of a data folder. */
  static async open(dataDir: string): Promise<Directory> {
    return await Directory.on(openDatabase(dataDir));
  }

  /** A directory on a database that it then owns. */
  static async on(database: Kysely<DirectoryTables>): Promise<Directory> {
    await makeTables(database);
    return new Directory(database);
  }

  /** A classroom's pupils, in the roster's order; empty for a classroom without a roster. */
  async roster(classroomId: ClassroomId): Promise<Pupil[]> {
    return (await rosterIn(this.#database, classroomId)).map(pupilOf);
  }

  /** How many pupils each of these classrooms has; classrooms without a roster are left out. */
  async sizes(classroomIds: readonly ClassroomId[]): Promise<Map<ClassroomId, number>> {
    const sizes = new Map<ClassroomId, number>();
    for (let from = 0; from < classroomIds.length; from += idsPerQuery) {
      const rows = await this.#database
        .selectFrom('pupil')
        .select(({ fn }) => ['classroom_id', fn.countAll<number | bigint | string>().as('pupils')])
        .where('classroom_id', 'in', classroomIds.slice(from, from + idsPerQuery))
        .groupBy('classroom_id')
        .execute();
      for (const row of rows) sizes.set(row.classroom_id as ClassroomId, Number(row.pupils));
    }
    return sizes;
  }

  /**
   * Makes a roster what is wanted, whole: pupils with the same number and name keep their ids, others are erased.
   * `expected` is asked about the roster as it is then: when it says no, LessonError `conflict`, and nothing changes.
   */
  async replaceRoster(
    classroomId: ClassroomId,
    wanted: readonly RosterEntry[],
    expected: (present: readonly Pupil[]) => boolean = () => true,
  ): Promise<RosterChange> {
    return await this.#database.transaction().execute(async (transaction) => {
      const present = (await rosterIn(transaction, classroomId)).map(pupilOf);
      if (!expected(present)) throw new LessonError('conflict', 'the roster has changed meanwhile');
      const change = rosterChange(present, wanted);
      await transaction.deleteFrom('pupil').where('classroom_id', '=', classroomId).execute();
      const rows = change.entries.map(({ entry, pupil }, place) =>
        rowOf(classroomId, { pupilId: pupil?.pupilId ?? newPupilId(), ...entry }, place),
      );
      if (rows.length > 0) await transaction.insertInto('pupil').values(rows).execute();
      return change;
    });
  }

  /** Adds one pupil at the end. Throws LessonError `conflict` for a number, card or nameless number that is there, `tooMany`. */
  async addPupil(classroomId: ClassroomId, entry: RosterEntry): Promise<Pupil> {
    return await this.#database.transaction().execute(async (transaction) => {
      const present = await rosterIn(transaction, classroomId);
      if (present.length >= limits.pupilsPerClassroom) throw new LessonError('tooMany', 'the classroom is full');
      refuseDouble(present.map(pupilOf), entry);
      const pupil: Pupil = { pupilId: newPupilId(), ...entry };
      const place = (present.at(-1)?.place ?? -1) + 1;
      await transaction
        .insertInto('pupil')
        .values(rowOf(classroomId, pupil, place))
        .execute();
      return pupil;
    });
  }

  /** Corrects one pupil, who keeps the id. Throws LessonError `notFound`, and `conflict` as {@link addPupil}. */
  async changePupil(classroomId: ClassroomId, id: PupilId, entry: RosterEntry): Promise<Pupil> {
    return await this.#database.transaction().execute(async (transaction) => {
      const present = (await rosterIn(transaction, classroomId)).map(pupilOf);
      if (!present.some((pupil) => pupil.pupilId === id)) throw new LessonError('notFound', 'no such pupil');
      const others = present.filter((pupil) => pupil.pupilId !== id);
      refuseDouble(others, entry);
      const { name, number, cardNumber: card_number } = entry;
      await transaction.updateTable('pupil').set({ name, number, card_number }).where('pupil_id', '=', id).execute();
      return { pupilId: id, ...entry };
    });
  }

  /** Erases one pupil's name and number; what lessons say of the id stays, about nobody. Throws LessonError `notFound`. */
  async erasePupil(classroomId: ClassroomId, id: PupilId): Promise<void> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('pupil')
      .where('classroom_id', '=', classroomId)
      .where('pupil_id', '=', id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new LessonError('notFound', 'no such pupil');
  }

  /** Erases a classroom's whole roster. Idempotent. */
  async eraseRoster(classroomId: ClassroomId): Promise<void> {
    await this.#database.deleteFrom('pupil').where('classroom_id', '=', classroomId).execute();
  }

  /** Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#database.destroy();
    return this.#closing;
  }
}

const rosterIn = (database: Kysely<DirectoryTables> | Transaction<DirectoryTables>, classroomId: ClassroomId) =>
  database.selectFrom('pupil').selectAll().where('classroom_id', '=', classroomId).orderBy('place').execute();

const rowOf = (classroomId: ClassroomId, { pupilId: id, name, number, cardNumber }: Pupil, place: number): Row => ({
  pupil_id: id,
  classroom_id: classroomId,
  name,
  number,
  card_number: cardNumber,
  place,
});

function refuseDouble(others: readonly Pupil[], { name, number, cardNumber }: RosterEntry): void {
  const isDouble = others.some(
    (other) =>
      (number === '' ? other.number === '' && other.name === name : other.number === number) ||
      (cardNumber !== null && other.cardNumber === cardNumber),
  );
  if (isDouble) throw new LessonError('conflict', 'this number or card is given already');
}
