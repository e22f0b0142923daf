import { z } from 'zod';
import { isId, LessonError, schoolId } from '../../protocol/lesson.ts';
import { type Route, type RouteContext, route } from './route.ts';
import { nameSchema } from './schemas.ts';

const named = z.object({ name: nameSchema });
const schoolSchema = z.object({ schoolId: z.string(), name: z.string() });
const classroomSchema = z.object({ classroomId: z.string(), schoolId: z.string(), name: z.string() });

/** Schools and their classrooms. */
export function schoolRoutes({ catalogue }: RouteContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/schools',
      summary: 'All schools with their classrooms.',
      access: 'organizer',
      answer: z.object({ schools: z.array(schoolSchema.extend({ classrooms: z.array(classroomSchema) })) }),
      handle: async () => {
        const { schools, classrooms } = catalogue.state;
        const bySchool = Map.groupBy(classrooms.values(), (classroom) => classroom.schoolId);
        return {
          schools: [...schools.values()].map((school) => ({
            ...school,
            classrooms: bySchool.get(school.schoolId) ?? [],
          })),
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/schools',
      summary: 'Adds a school.',
      access: 'operator',
      input: named,
      answer: z.object({ school: schoolSchema }),
      handle: async ({ input }) => ({ school: await catalogue.addSchool(input.name) }),
    }),
    route({
      method: 'post',
      path: '/api/schools/:schoolId/classrooms',
      summary: 'Adds a classroom to a school.',
      access: 'operator',
      input: named,
      answer: z.object({ classroom: classroomSchema }),
      handle: async ({ request, input }) => {
        const id = request.params.schoolId;
        if (typeof id !== 'string' || !isId(id)) throw new LessonError('notFound', 'no such school');
        return { classroom: await catalogue.addClassroom(schoolId(id), input.name) };
      },
    }),
  ];
}
