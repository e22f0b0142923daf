import { z } from 'zod';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Device } from '../catalogue/state.ts';
import { instantSchema } from './schemas.ts';

/** A classroom as its own PC is told of it. */
export const ownClassroomSchema = z.object({ classroomId: z.string(), name: z.string(), schoolName: z.string() });

/** A paired PC, as operators and teachers see it. */
export const deviceSchema = ownClassroomSchema.extend({ deviceId: z.string(), pairedAt: instantSchema });

/** The classroom that a PC stands in. */
export function classroomOf(catalogue: Catalogue, { classroomId }: Device): z.infer<typeof ownClassroomSchema> {
  const [classroom] = catalogue.invite([classroomId]);
  return { classroomId, name: classroom?.name ?? '', schoolName: classroom?.schoolName ?? '' };
}

export function deviceView(catalogue: Catalogue, device: Device): z.infer<typeof deviceSchema> {
  const pairedAt = new Date(device.pairedAt).toISOString();
  return { deviceId: device.deviceId, ...classroomOf(catalogue, device), pairedAt };
}
