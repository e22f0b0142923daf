import { z } from 'zod';
import { limits } from '../../protocol/lesson.ts';

/** One line of a roster as somebody types it. What is unseen in it is refused by its reader. */
export const entrySchema = z.object({
  name: z.string().normalize('NFC').trim().max(limits.pupilNameLength),
  number: z.string().normalize('NFKC').trim().max(limits.pupilNumberLength),
  cardNumber: z.number().int().min(1).max(limits.pupilsPerClassroom).nullable(),
});

export const pupilSchema = z.object({
  pupilId: z.string(),
  name: z.string(),
  number: z.string().describe('In class; empty where there is none'),
  cardNumber: z.number().int().nullable().describe('Of the answer card'),
});

const problemSchema = z.object({
  line: z.number().int().describe('In the file, from 1'),
  code: z
    .enum([
      'noName',
      'tooLong',
      'hidden',
      'badNumber',
      'badCard',
      'sameNumber',
      'sameName',
      'sameCard',
      'tooManyPupils',
      'openQuote',
      'formula',
    ])
    .describe('`formula`: taken as text all the same; every other line is left out'),
  value: z.string(),
  other: z.number().int().nullable().describe('The line that says the same already'),
});

/** What an import would do, or has done. */
export const reportSchema = z.object({
  file: z
    .enum(['empty', 'spreadsheet', 'notText', 'tooManyLines', 'noNames'])
    .nullable()
    .describe('Why the whole file cannot be read'),
  encoding: z.enum(['utf-8', 'gb18030', 'utf-16le']).nullable(),
  lines: z.number().int(),
  otherClasses: z.number().int().describe('Lines of other classes, by a column of the file: left out'),
  problems: z.array(problemSchema),
  problemCount: z.number().int(),
  pupils: z.array(pupilSchema.omit({ pupilId: true })),
  added: z.number().int(),
  changed: z.number().int(),
  kept: z.number().int(),
  removed: z.array(pupilSchema).describe('Would be erased'),
  check: z.string().nullable().describe('To be sent as `confirm`; null when there is nothing to import'),
  imported: z.boolean(),
});
