/** The explanations of the schemas and registries in Japanese, by their English words. */

export const titles: Readonly<Record<string, string>> = {
  // Schemes; those that are names everywhere, such as ERK, are not here.
  Dense: "密 (枝刈りなし)",
  Uniform: "均一",
  "Uniform+ (reference arithmetic)": "Uniform+ (論文のコードの計算)",
  "SNIP ratio": "SNIP 比率",
  "GraSP ratio": "GraSP 比率",
  Magnitude: "重みの大きさ",
  // Metrics.
  Accuracy: "正解率",
  "Negative log-likelihood": "負の対数尤度",
  "Brier score": "ブライアスコア",
  "Expected calibration error": "期待較正誤差",
  "Expected calibration error, 14 intervals": "期待較正誤差 (14 区間)",
  "Outlier detection by confidence": "確信度による外れ値検出",
  "Outlier detection by entropy": "エントロピーによる外れ値検出",
  "Accuracy under FGSM": "FGSM 攻撃下の正解率",
  "Accuracy under PGD": "PGD 攻撃下の正解率",
  "Gradient flow": "勾配流",
  // Data.
  "Built-in shapes": "組み込みの図形",
  "Image folders": "画像フォルダー",
  "Folder of other test images": "別のテスト画像のフォルダー",
};

export const sentences: Readonly<Record<string, string>> = {
  // The whole file.
  "Version of this file's form.": "このファイルの書式のバージョン。",
  "Values that go together: each entry is laid over the rest of the file and gives a grid of its own.":
    "組になる値。項目ごとに、ファイルの残りの部分に重ねられ、それぞれ一つのグリッドになります。",
  "Points of the grid to leave out: those that agree with every value of an entry.":
    "グリッドから除く点。項目に書かれたすべての値と一致する点が除かれます。",
  "Share of the epochs and of each split's images that is used, at least one epoch and ten images; results stand for that scale only.":
    "使うエポックと各分割の画像の割合。少なくとも 1 エポックと 10 枚は残ります。結果が示すのはその縮尺でのことだけです。",
  "One run of every cell for each: a seed decides initial weights, mask and order of the images.":
    "各セルをシードごとに一回ずつ実行します。シードは重みの初期値、マスク、画像の順序を決めます。",
  "Also train the dense twin of every cell.": "各セルの密な対照モデルも学習します。",
  "Points of test accuracy: smaller differences to the dense twins do not matter.":
    "テスト正解率のポイント数。密な対照モデルとの差がこれより小さければ問題にしません。",
  "What all runs of the file are trained on, where that matters; results differ in their last digits.":
    "このファイルの実行を学習させるエンジン。指定が必要な場合に書きます。結果は末尾の桁で異なります。",
  "The engine set on this machine, else the fastest that works here.":
    "このマシンで設定されたエンジン。設定がなければ、ここで動く最も速いもの。",
  "TensorFlow on an NVIDIA GPU.": "NVIDIA GPU 上の TensorFlow。",
  "Any GPU, through WebGPU.": "WebGPU による任意の GPU。",
  "Sparse engine on the CPU.": "CPU 上の疎エンジン。",
  "TensorFlow on the CPU.": "CPU 上の TensorFlow。",
  "Rather do not train at all than on the CPU.": "CPU で学習するくらいなら学習しません。",
  "First value.": "最初の値。",
  "Where the values end; it is the last one if a step meets it.":
    "値の終わり。刻みがちょうど届けば、これが最後の値になります。",
  "Distance of neighbouring values; 1 for whole numbers where left out.":
    "隣り合う値の差。省略すると、整数では 1 です。",
  "Ratio of neighbouring values, in place of a distance.": "隣り合う値の比。差の代わりに指定します。",
  "Values from one number to another.": "ある数から別の数までの値。",

  // Model.
  "A preset's name, a model file (./net.model.yaml, ./model.json), or a family with depth and width.":
    "プリセットの名前、モデルファイル (./net.model.yaml、./model.json)、または系列と深さ・幅。",
  "Kind of network.": "ネットワークの系列。",
  "Number of layers; 6n + 2 for a cifar_resnet.": "層の数。cifar_resnet では 6n + 2 です。",
  "Filters of a cifar_resnet's first segment (16 where left out), or a WideResNet's factor (2).":
    "cifar_resnet の最初の区間のフィルター数 (省略すると 16)、または WideResNet の倍率 (2)。",

  // Data.
  "The images: builtin, or the folder of a known data set.":
    "画像。builtin か、対応しているデータセットのフォルダーです。",
  "Shapes drawn over clutter, 32×32 in colour, in ten classes.":
    "雑然とした背景に描いた図形。32×32 のカラー画像、10 クラス。",
  "Seed the images are drawn from.": "画像を描くもとになるシード。",
  "Number of training images.": "学習画像の枚数。",
  "Number of test images.": "テスト画像の枚数。",
  "How the files are laid out.": "ファイルの形式。",
  "the binary version from https://www.cs.toronto.edu/~kriz/cifar.html (sparse data fetch cifar10).":
    "https://www.cs.toronto.edu/~kriz/cifar.html のバイナリ版 (sparse data fetch cifar10)。",
  "the binary version from https://www.cs.toronto.edu/~kriz/cifar.html (sparse data fetch cifar100).":
    "https://www.cs.toronto.edu/~kriz/cifar.html のバイナリ版 (sparse data fetch cifar100)。",
  "train_32x32.mat and test_32x32.mat (format 2) from http://ufldl.stanford.edu/housenumbers/ (sparse data fetch svhn).":
    "http://ufldl.stanford.edu/housenumbers/ の train_32x32.mat と test_32x32.mat (形式 2) (sparse data fetch svhn)。",
  "the four files of http://yann.lecun.com/exdb/mnist/ (sparse data fetch mnist).":
    "http://yann.lecun.com/exdb/mnist/ の四つのファイル (sparse data fetch mnist)。",
  "the four files from https://github.com/zalandoresearch/fashion-mnist (sparse data fetch fashion_mnist).":
    "https://github.com/zalandoresearch/fashion-mnist の四つのファイル (sparse data fetch fashion_mnist)。",
  "Folder of the files, relative to the experiment file.": "ファイルのあるフォルダー。実験ファイルからの相対パスです。",
  "Use only the first images of each split.": "学習用とテスト用のそれぞれで、最初のこの枚数だけを使います。",
  "JPEG or PNG pictures of any size in train/<class>/ and val/<class>/, which are the test images.":
    "train/<クラス>/ と val/<クラス>/ にある任意の大きさの JPEG か PNG の画像。val がテスト画像です。",
  "Folder of train and val, relative to the experiment file.":
    "train と val のあるフォルダー。実験ファイルからの相対パスです。",
  "Height and width that the network sees; test images are the middle of a picture 256/224 as large.":
    "ネットワークが受け取る高さと幅。テスト画像は、その 256/224 倍にした画像の中央部分です。",
  "Number of classes; counted in the folder where left out.": "クラス数。省略するとフォルダーから数えます。",
  "Use only so many images of each split.": "学習用とテスト用のそれぞれで、この枚数だけを使います。",

  // Pruning.
  "Which weights are kept; they stay the same for the whole training.": "どの重みを残すか。学習の間ずっと同じです。",
  "How the density of the whole network is shared out among its layers.":
    "ネットワーク全体の密度を層にどう配分するか。",
  "Share of all convolution and dense weights that is kept. At 1 the network is dense.":
    "畳み込み層と全結合層の全重みのうち、残す割合。1 なら密なネットワークです。",
  "How the kept weights are drawn.": "残す重みの選び方。",
  "Keeps exactly as many weights as the density asks for.": "密度が求める数ちょうどの重みを残します。",
  "Draws every weight by itself, as the paper's code does: the number kept varies with the seed.":
    "論文のコードと同じく、重みを一つずつ独立に選びます。残る数はシードによって変わります。",
  "Keeps every weight, whatever density is asked for: the network to compare with.":
    "指定の密度によらず、すべての重みを残します。比較の基準です。",
  "The same density in every layer, the first and the last included.":
    "最初の層と最後の層を含め、すべての層を同じ密度にします。",
  "Keeps the first layer dense and the classifier at 0.2 or more; all others are alike.":
    "最初の層は密、分類層は 0.2 以上に保ち、ほかの層は同じ密度にします。",
  "Uniform+ as the paper's code computes it, a little off the density asked for.":
    "論文のコードどおりの Uniform+。指定の密度からわずかにずれます。",
  "Erdős–Rényi: densities as (out + in) / (out · in), so narrow layers keep more.":
    "Erdős–Rényi: 密度は (出力 + 入力) / (出力 · 入力) に比例し、狭い層ほど多く残ります。",
  "Erdős–Rényi-kernel: densities as the sum of a weight's extents over their product.":
    "Erdős–Rényi カーネル: 密度は重みの各次元の和をその積で割った値に比例します。",
  "Keeps the classifier dense and shares the rest of the budget by ERK.": "分類層を密に保ち、残りを ERK で配分します。",
  "Layer densities of the SNIP mask, positions at random; scored on one batch.":
    "層の密度は SNIP のマスクに従い、位置はランダム。1 バッチでスコアを計算します。",
  "Layer densities of the GraSP mask, positions at random; takes a while to score.":
    "層の密度は GraSP のマスクに従い、位置はランダム。スコアの計算に時間がかかります。",
  "Keeps the weights that the loss of one batch depends on most, |w · gradient|.":
    "1 バッチの損失に最も影響する重みを残します (|w · 勾配|)。",
  "Keeps the weights that gradient flow depends on most; takes a while to score.":
    "勾配流に最も影響する重みを残します。スコアの計算に時間がかかります。",
  "Keeps the weights that are largest when training starts, over the whole network.":
    "学習の開始時に、ネットワーク全体で絶対値の大きい重みを残します。",

  // Training.
  "How the network is trained. What is left out follows the usual recipe for the data.":
    "ネットワークの学習方法。省略したものは、データに対する通常の設定に従います。",
  "Passes over the training images.": "学習画像を一巡する回数。",
  "Images per step.": "1 ステップあたりの画像の枚数。",
  "How weights are updated.": "重みの更新方法。",
  "Stochastic gradient descent.": "確率的勾配降下法。",
  "Learning rate at its highest.": "学習率の最大値。",
  "Share of the last step kept.": "直前のステップを引き継ぐ割合。",
  "Nesterov's form of momentum.": "Nesterov 型のモメンタム。",
  "L2 penalty on every parameter, batch norm and biases included.":
    "バッチ正規化とバイアスを含む、すべてのパラメーターへの L2 ペナルティ。",
  "How the learning rate changes over training.": "学習率を学習中にどう変えるか。",
  "The same rate throughout.": "終始同じ学習率。",
  "Times gamma at each of the points in `at`.": "`at` の各時点で gamma 倍にします。",
  "Half a cosine, from the rate to zero.": "学習率からゼロまで、コサインの半周期に沿って下げます。",
  "Epochs in which the learning rate rises linearly, before anything else.": "最初に学習率を直線的に上げるエポック数。",
  "Points where the rate drops, as shares of all epochs.": "学習率を下げる時点。全エポックに対する割合です。",
  "Factor of each drop.": "下げるたびに掛ける係数。",
  "Random changes of the training images; [] for none.": "学習画像へのランダムな変更。なしなら [] です。",
  "Pads by 4 pixels and crops at random; of image folders, takes a random part of 8 to 100 % of the picture.":
    "4 画素のパディングを加えてランダムに切り抜きます。画像フォルダーでは、画像の 8〜100 % の部分をランダムに取ります。",
  "Mirrors left and right at random.": "ランダムに左右を反転します。",
  "Share of the training images held back, without augmentation, to choose the best epoch by.":
    "最良のエポックを選ぶために、データ拡張なしで取り分けておく学習画像の割合。",
  "Share of the target spread evenly over all classes.": "正解ラベルのうち、全クラスに均等に配る割合。",

  // Evaluation.
  "What is measured on the test images.": "テスト画像で何を測るか。",
  "How what `evaluate` lists is measured.": "`evaluate` に挙げたものをどう測るか。",
  "Share of test images whose largest logit is that of their class.":
    "最大のロジットが正解クラスのものであるテスト画像の割合。",
  "Mean of −log of the probability given to the right class.": "正解クラスに与えた確率の −log の平均。",
  "Mean squared distance between the class probabilities and the right answer (1 for the class, 0 else).":
    "クラス確率と正解 (正解クラスは 1、ほかは 0) との二乗距離の平均。",
  "Gap between confidence and accuracy in equally wide confidence bins (15 unless set), weighted by their images.":
    "同じ幅の確信度のビン (指定がなければ 15 個) での、確信度と正解率の差。ビンの画像数で重み付けします。",
  "Expected calibration error as the paper's first author computes it: fifteen edges, so fourteen bins.":
    "論文の筆頭著者の計算による期待較正誤差。境界が 15 個なので、ビンは 14 個です。",
  "Area under the ROC curve of telling test images from other images by the largest softmax probability; 0.5 is blind.":
    "最大のソフトマックス確率でテスト画像と別の画像を見分けるときの ROC 曲線の下側面積。0.5 なら見分けられていません。",
  "Area under the ROC curve of telling test images from other images by the entropy of the class probabilities.":
    "クラス確率のエントロピーでテスト画像と別の画像を見分けるときの ROC 曲線の下側面積。",
  "Accuracy after one step of eps (8/255 unless set) on every pixel along the sign of the loss gradient, within [0, 1].":
    "全画素を損失の勾配の符号に沿って eps (指定がなければ 8/255) だけ、[0, 1] の範囲内で一度動かした後の正解率。",
  "Accuracy after several steps along the loss gradient's signs from a random start, within eps of every pixel.":
    "ランダムな出発点から、全画素を eps の範囲内で損失の勾配の符号に沿って何度か動かした後の正解率。",
  "L2 norm of the loss gradient over kept and over all weights, whole and by layer, during training; costs a dense gradient each time.":
    "学習中の損失の勾配の L2 ノルム。残した重みと全重みについて、全体と層ごとに測ります。測るたびに密な勾配を計算します。",
  "Confidence bins of ece.": "ece の確信度のビンの数。",
  "Images to tell the test images from, for auc_msp and auc_entropy: the test images of other data sets, resized to fit, at most 256 MiB of each.":
    "auc_msp と auc_entropy で、テスト画像と見分ける画像。別のデータセットのテスト画像を、大きさを合わせて、それぞれ最大 256 MiB まで使います。",
  "Built-in shapes that are none of the ten classes.": "10 クラスのどれでもない組み込みの図形。",
  "Clipped Gaussian noise.": "範囲内に切り詰めたガウスノイズ。",
  "Attacks on the test images, for fgsm and pgd. The same run starts pgd at the same places.":
    "fgsm と pgd での、テスト画像への攻撃。同じ実行では pgd は同じ出発点から始まります。",
  "Farthest an attack moves a pixel, in 255ths.": "攻撃が画素を動かす最大の幅 (255 分の 1 単位)。",
  "Strengths of the curve, in 255ths; eps and 0 are always on it.":
    "曲線に載せる強さ (255 分の 1 単位)。eps と 0 は常に含まれます。",
  "How many test images are attacked, from the first.": "攻撃するテスト画像の枚数 (最初から数えて)。",
  "Gradients an image, for pgd.": "pgd で、画像 1 枚あたりに計算する勾配の回数。",
  "How far a step of pgd moves a pixel, in 255ths; 2.5 · eps / steps where left out.":
    "pgd の 1 ステップが画素を動かす幅 (255 分の 1 単位)。省略すると 2.5 · eps / steps です。",
  "When gradient_flow is measured: it costs a dense gradient of one batch each time.":
    "gradient_flow をいつ測るか。測るたびに、一つのバッチの密な勾配を計算します。",
  "Epochs between two measurements; before the first and after the last epoch there always is one.":
    "測定の間隔 (エポック数)。最初のエポックの前と最後のエポックの後には必ず測ります。",

  // Model files.
  "Name of the network, for people.": "ネットワークの名前 (人が読むため)。",
  "Channels, rows and columns of an image; those of the data where left out.":
    "画像のチャネル数、行数、列数。省略するとデータのものになります。",
  "The layers, one after another; the last has an output for every class.":
    "順に並べた層。最後の層にはクラスごとの出力があります。",
  "Name of the layer and of its weights; its place in the file otherwise.":
    "層とその重みの名前。省略するとファイルでの位置が名前になります。",
  "As many as the data has classes.": "データのクラスと同じ数。",
  "Number of output channels, or classes for as many as the data has.":
    "出力チャネル数。classes と書くとデータのクラス数になります。",
  "Number of outputs, or classes for as many as the data has.":
    "出力の数。classes と書くとデータのクラス数になります。",
  "Rows and columns alike.": "行と列で共通の値。",
  "Rows, then columns.": "行、列の順の値。",
  "Size of the window in pixels: one number, or [rows, columns].": "窓の大きさ (画素)。一つの数か [行, 列] です。",
  "Pixels from one window to the next: one number, or [rows, columns].":
    "隣の窓までの画素数。一つの数か [行, 列] です。",
  "Pixels from one window to the next: one number, or [rows, columns]; the kernel's otherwise.":
    "隣の窓までの画素数。一つの数か [行, 列] です。省略すると kernel と同じです。",
  "As many pixels as make the output as large as the input divided by the stride, an odd one at the bottom and right.":
    "出力が入力をストライドで割った大きさになるだけの画素。奇数なら余りは下と右に付きます。",
  "No pixels.": "画素を加えません。",
  "Pixels on every side.": "各辺に加える画素数。",
  "Pixels added around the image: same, valid, or a number for every side.":
    "画像の周りに加える画素。same、valid、または各辺の画素数です。",
  "Whether every output has a bias added.": "各出力にバイアスを加えるかどうか。",
  "Convolution of images with learned windows.": "学習した窓による画像の畳み込み。",
  "Added to the variance before the division by its root.": "平方根で割る前に分散に加える値。",
  "Share of a batch in the running mean and variance.": "移動平均と移動分散での一つのバッチの割合。",
  "Batch normalisation of every channel, with a learned scale and shift.":
    "チャネルごとのバッチ正規化。学習した倍率とずれを伴います。",
  "Rectified linear unit: negative values become zero.": "正規化線形ユニット (ReLU)。負の値をゼロにします。",
  "The largest value of every window, channel by channel.": "チャネルごとの、各窓の最大値。",
  "The mean of every window, channel by channel; padding does not count in it.":
    "チャネルごとの、各窓の平均。パディングは平均に含めません。",
  "The mean of every channel over all rows and columns.": "全行・全列にわたる、チャネルごとの平均。",
  "Makes one flat list of all values, channel by channel.": "すべての値を、チャネル順に一次元に並べます。",
  "Fully connected layer on a flat list, such as flatten or globalAvgPool gives.":
    "flatten や globalAvgPool の出力のような一次元の並びに対する全結合層。",
  "Share of values set to zero.": "ゼロにする値の割合。",
  "Sets values to zero at random in training and scales up the others.":
    "学習時に値をランダムにゼロにし、残りの値を拡大します。",
  "Layers of the first branch, one after another.": "一つ目の分岐の層 (順に並べます)。",
  "Layers of the second branch; without, what goes in.": "二つ目の分岐の層。なければ入力をそのまま使います。",
  "The sum of two branches.": "二つの分岐の和。",
};
