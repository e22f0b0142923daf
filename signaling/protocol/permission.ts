import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** The switches for what rooms may do, and the one-key controls: pause, forbid all interaction. */
export type PermissionState = Record<never, never>;

export const emptyPermission: PermissionState = {};

/** The switches for what rooms may do, and the one-key controls: pause, forbid all interaction. */
export type PermissionEvents = Record<never, never>;

export const permissionEvents: EventDefinitions<PermissionEvents> = {};

/** What a viewer may see of it. */
export const projectPermission = (permission: PermissionState, _viewer: Viewer): PermissionState => permission;
