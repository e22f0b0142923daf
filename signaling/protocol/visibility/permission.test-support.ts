import type { PermissionEvents } from '../permission.ts';
import type { Rows } from './rows.test-support.ts';

export const permissionRows: Rows<keyof PermissionEvents> = {};
