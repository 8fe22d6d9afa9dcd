/** The device a session runs on has failed: it ran out of memory, or was lost. The last checkpoint can be resumed. */
export class DeviceFailure extends Error {}
