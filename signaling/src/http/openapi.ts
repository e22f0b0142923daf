import { z } from 'zod';
import { errorCodes } from '../../protocol/lesson.ts';
import { type Access, type Route, route } from './route.ts';

const bearers: Record<Access, string | null> = {
  public: null,
  operator: "The operator's token.",
  organizer: "The operator's token or a teacher's access token.",
  device: "A paired PC's credential.",
  seat: "A seat's key; the header X-Lesson names the lesson.",
  recorder: 'A JSON Web Token (RFC 7519), HS256 over the shared key, with `sub` "recorder" and at most 60 s to live.',
};

const jsonOf = (schema: z.ZodType, io: 'input' | 'output', type: Route['answerType'] = 'application/json') => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return { [type]: { schema: json } };
};

const failure = {
  description: 'Refused. 409 with `seatTaken` may be asked again; 429 says in Retry-After when.',
  content: jsonOf(z.object({ error: z.object({ code: z.enum(errorCodes), message: z.string() }) }), 'output'),
};

/** The OpenAPI 3.1 document of the routes, made from the same declarations that serve them. */
export function openApi(routes: readonly Route[], version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, summary, access, input, answer, answerType } of routes) {
    const template = path.replace(/:(\w+)/g, '{$1}');
    const parameters = [...path.matchAll(/:(\w+)/g)].map(([, parameter]) => ({
      name: parameter,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }));
    paths[template] = {
      ...paths[template],
      [method]: {
        summary,
        ...(bearers[access] ? { security: [{ [access]: [] }] } : {}),
        ...(parameters.length > 0 ? { parameters } : {}),
        ...(input ? { requestBody: { content: jsonOf(input, 'input') } } : {}),
        responses: { 200: { description: 'Done.', content: jsonOf(answer, 'output', answerType) }, default: failure },
      },
    };
  }
  const securitySchemes = Object.fromEntries(
    Object.entries(bearers).flatMap(([access, description]) =>
      description ? [[access, { type: 'http', scheme: 'bearer', description }]] : [],
    ),
  );
  return { openapi: '3.1.0', info: { title: 'Tongke', version }, paths, components: { securitySchemes } };
}

/** The route at which the document of all routes, itself included, is read. */
export function openApiRoute(routes: readonly Route[], version: string): Route {
  let document: ReturnType<typeof openApi> | undefined;
  const own: Route = route({
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This document.',
    access: 'public',
    answer: z.looseObject({ openapi: z.string() }),
    handle: async () => {
      document ??= openApi([...routes, own], version);
      return document;
    },
  });
  return own;
}
