import type { Kysely } from 'kysely';

/** The directory's tables, in SQL that SQLite and PostgreSQL both speak. */
export interface DirectoryTables {
  pupil: {
    pupil_id: string;
    classroom_id: string;
    name: string;
    number: string;
    card_number: number | null;
    /** Place on the roster, as the file had it. */
    place: number;
  };
}

/** Makes what is missing. Idempotent. */
export async function makeTables(database: Kysely<DirectoryTables>): Promise<void> {
  await database.schema
    .createTable('pupil')
    .ifNotExists()
    .addColumn('pupil_id', 'text', (column) => column.primaryKey())
    .addColumn('classroom_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('number', 'text', (column) => column.notNull())
    .addColumn('card_number', 'integer')
    .addColumn('place', 'integer', (column) => column.notNull())
    .execute();
  await database.schema
    .createIndex('pupil_of_classroom')
    .ifNotExists()
    .on('pupil')
    .columns(['classroom_id', 'place'])
    .execute();
}
