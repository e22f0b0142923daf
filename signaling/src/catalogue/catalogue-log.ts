import { FoldedLog } from '../log/folded-log.ts';
import type { Log } from '../log/log.ts';
import { type CatalogueEvent, evolveCatalogue } from './events.ts';
import { type CatalogueState, emptyCatalogue } from './state.ts';

/** The catalogue's fold of its log, which other nodes may write to as well. */
export type CatalogueLog = FoldedLog<CatalogueState, CatalogueEvent>;

/** Reads the whole log. Throws LessonError `unavailable` while it is away. */
export const openCatalogueLog = (log: Log): Promise<CatalogueLog> =>
  FoldedLog.open(log, { name: 'catalogue', state: emptyCatalogue(), evolve: evolveCatalogue });
