import { z } from 'zod';
import type { Access, Route } from './route.ts';

const bearers: Record<Access, string | null> = {
  public: null,
  operator: "The operator's token.",
  organizer: "The operator's token or a teacher's access token.",
  device: "A paired PC's credential.",
  recorder: "A recorder's service token.",
};

const failure = {
  description: 'Refused: `{ error: { code, message } }`; the codes are a closed set.',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['code', 'message'],
            properties: { code: { type: 'string' }, message: { type: 'string' } },
          },
        },
      },
    },
  },
};

/** The OpenAPI 3.1 document of the routes, made from the same declarations that serve them. */
export function openApi(routes: readonly Route[], version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, summary, access, input } of routes) {
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
        ...(input
          ? {
              requestBody: {
                content: {
                  'application/json': { schema: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) },
                },
              },
            }
          : {}),
        responses: { 200: { description: 'Done.' }, default: failure },
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
