import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { writePrivately } from './data-folder.ts';
import { text } from './text.ts';

// The supervisor speaks HTTP as any outside driver does and knows only what the API documents.
interface School {
  readonly schoolId: string;
}
interface Classroom {
  readonly classroomId: string;
}
interface Lesson {
  readonly lessonId: string;
  readonly phase: string;
}
/** A link that lets its holder into a lesson; `path` ends in the token. */
export interface LessonLink {
  readonly role: string;
  readonly classroomId?: string;
  /** The classroom's name, where the link is a classroom's. */
  readonly name?: string;
  readonly path: string;
}

/** What the demo lesson was made of, kept so that the next start finds it again. */
interface Remembered {
  readonly classroomIds: readonly string[];
  readonly lessonId: string;
}

const classroomCount = 3;
const answerWithinMs = 5_000;

/** Reads the token that signaling has made. It opens every door of the HTTP API. */
export function operatorToken(dataDir: string): string {
  return readFileSync(path.join(dataDir, 'operator-token'), 'utf8').trim();
}

/**
 * Opens the demo lesson, or finds the one that a former start has left open.
 * @param baseUrl where signaling answers, such as `http://127.0.0.1:3000`
 * @returns the links into it
 */
export async function openDemoLesson(baseUrl: string, dataDir: string): Promise<readonly LessonLink[]> {
  const api = createApi(baseUrl, operatorToken(dataDir));
  const file = path.join(dataDir, 'demo-lesson.json');
  const remembered = recall(file);
  const lessons = remembered === undefined ? [] : (await api.get<{ lessons: Lesson[] }>('/api/lessons')).lessons;
  const open = lessons.find((lesson) => lesson.lessonId === remembered?.lessonId && lesson.phase === 'open');
  const lessonId = open?.lessonId ?? (await makeLesson(api, remembered?.classroomIds, file));
  return (await api.get<{ links: LessonLink[] }>(`/api/lessons/${lessonId}/links`)).links;
}

async function makeLesson(api: Api, known: readonly string[] | undefined, file: string): Promise<string> {
  const create = (classroomIds: readonly string[]) =>
    api.post<{ lesson: Lesson }>('/api/lessons', {
      title: text.demoTitle,
      subject: text.demoSubject,
      teacherName: text.demoTeacher,
      startsAt: new Date().toISOString(),
      classroomIds,
      recording: 'everything',
    });
  // Classrooms of a former start may be gone with a part of the data folder.
  const reused = known === undefined ? undefined : await create(known).catch(() => undefined);
  const classroomIds = reused !== undefined && known !== undefined ? known : await makeClassrooms(api);
  const { lesson } = reused ?? (await create(classroomIds));
  await api.post(`/api/lessons/${lesson.lessonId}/open`, {});
  const content: Remembered = { classroomIds, lessonId: lesson.lessonId };
  writePrivately(file, JSON.stringify(content));
  return lesson.lessonId;
}

async function makeClassrooms(api: Api): Promise<string[]> {
  const { school } = await api.post<{ school: School }>('/api/schools', { name: text.demoSchool });
  const ids: string[] = [];
  for (let number = 1; number <= classroomCount; number += 1) {
    const name = text.demoClassroom(number);
    const { classroom } = await api.post<{ classroom: Classroom }>(`/api/schools/${school.schoolId}/classrooms`, {
      name,
    });
    ids.push(classroom.classroomId);
  }
  return ids;
}

function recall(file: string): Remembered | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { classroomIds, lessonId }: Partial<Remembered> = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(classroomIds) && typeof lessonId === 'string' ? { classroomIds, lessonId } : undefined;
  } catch {
    return undefined;
  }
}

interface Api {
  get<Answer>(route: string): Promise<Answer>;
  post<Answer>(route: string, body: unknown): Promise<Answer>;
}

// node:http, since fetch alone would take a tenth of the supervisor's memory.
function createApi(baseUrl: string, token: string): Api {
  function call<Answer>(method: string, route: string, body?: unknown): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const signal = AbortSignal.timeout(answerWithinMs);
      const outgoing = request(new URL(route, baseUrl), { method, headers, signal, agent: false }, async (response) => {
        try {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk);
          const content = Buffer.concat(chunks).toString('utf8');
          const status = response.statusCode ?? 0;
          if (status >= 200 && status < 300) resolve(content === '' ? {} : JSON.parse(content));
          else reject(new Error(`${method} ${route}: ${status} ${content.slice(0, 200)}`));
        } catch (error) {
          reject(error);
        }
      });
      outgoing.once('error', reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
  return { get: (route) => call('GET', route), post: (route, body) => call('POST', route, body) };
}
