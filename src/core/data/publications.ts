/** Where the data sets are published, and by what their files are known. */
import type { FileFormatId } from "./formats";

export interface Publication {
  /** Of the folder that the files lie in. */
  readonly address: string;
  /** What the folder of the data set is called here, unless a person says otherwise. */
  readonly folder: string;
  readonly downloads: readonly Download[];
}

export interface Download {
  readonly name: string;
  readonly bytes: number;
  readonly md5: string;
  /** An archive (`.tar.gz`) of a folder with the files of the format; otherwise it is such a file itself. */
  readonly archive: boolean;
}

/**
 * MD5 of CIFAR: the official page; of SVHN, MNIST and Fashion-MNIST: torchvision, which has checked its users'
 * downloads by them for years. They tell a wrong or damaged file; against malice they are no protection.
 */
export const publications: Readonly<Record<FileFormatId, Publication>> = {
  cifar10: {
    address: "https://www.cs.toronto.edu/~kriz/",
    folder: "cifar-10-batches-bin",
    downloads: [archive("cifar-10-binary.tar.gz", 170_052_171, "c32a1d4ab5d03f1284b67883e8d87530")],
  },
  cifar100: {
    address: "https://www.cs.toronto.edu/~kriz/",
    folder: "cifar-100-binary",
    downloads: [archive("cifar-100-binary.tar.gz", 168_513_733, "03b5dce01913d631647c71ecec9e9cb8")],
  },
  svhn: {
    address: "http://ufldl.stanford.edu/housenumbers/",
    folder: "svhn",
    downloads: [
      file("train_32x32.mat", 182_040_794, "e26dedcc434d2e4c54c9b2d4a06d8373"),
      file("test_32x32.mat", 64_275_384, "eb5a983be6a315427106f1b164d9cef3"),
    ],
  },
  mnist: {
    // The official address, http://yann.lecun.com/exdb/mnist/, refuses downloads; this copy of its files is PyTorch's.
    address: "https://ossci-datasets.s3.amazonaws.com/mnist/",
    folder: "mnist",
    downloads: [
      file("train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
      file("train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
      file("t10k-images-idx3-ubyte.gz", 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
      file("t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c"),
    ],
  },
  fashion_mnist: {
    address: "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    folder: "fashion-mnist",
    downloads: [
      file("train-images-idx3-ubyte.gz", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
      file("train-labels-idx1-ubyte.gz", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
      file("t10k-images-idx3-ubyte.gz", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
      file("t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310"),
    ],
  },
};

function archive(name: string, bytes: number, md5: string): Download {
  return { name, bytes, md5, archive: true };
}

function file(name: string, bytes: number, md5: string): Download {
  return { name, bytes, md5, archive: false };
}
