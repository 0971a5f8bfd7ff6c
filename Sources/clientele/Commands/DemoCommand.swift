import ArgumentParser
import DemoShop
import Glibc
import Ledger

/// `clientele demo --out FOLDER`
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Write the built-in demo shop to files.",
    discussion:
      "Orders, customers, products, visits, campaigns and more. The same options give the same bytes on every machine. README.txt in the folder tells what is planted."
  )

  @Option(help: ArgumentHelp("Write into this folder; make it where there is none.", valueName: "folder"))
  var out: String

  @Option(help: ArgumentHelp("Number of customers.", valueName: "n"))
  var customers = 4_000

  @Option(help: ArgumentHelp("Where chance begins: another number, another shop of the same kind.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Language of products and most names, and the currency: EUR or CNY.", valueName: "en|zh"))
  var locale = "en"

  @Flag(help: "Replace files that are already there.")
  var force = false

  func validate() throws {
    guard (1...1_000_000).contains(customers) else {
      throw ValidationError("--customers \(customers) is out of range: 1 to 1000000")
    }
  }

  func run() throws {
    let locale = try Choice.value(locale, of: DemoShop.Locale.self, option: "--locale")
    Interruption.leaveOnControlC()
    try Folder.make(out)
    let files = DemoShop(.init(customers: customers, seed: seed, locale: locale)).files
    if !force, let taken = files.first(where: { access(out + "/" + $0.name, F_OK) == 0 }) {
      throw Failure("\(out)/\(taken.name) is already there; --force replaces it, --out takes another folder")
    }
    for file in files { try Folder.write(file.contents, to: out + "/" + file.name) }
    StandardOutput.write { out in
      for file in files { out.line("\(self.out)/\(file.name)  \(Digits.grouped(file.contents.count)) bytes") }
    }
  }
}

/// Files that the program writes.
enum Folder {
  /// Makes a folder and those above it.
  static func make(_ path: String) throws {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      if mkdir(made, 0o777) != 0, errno != EEXIST {
        throw Failure("\(made): cannot make the folder: \(String(cString: strerror(errno)))")
      }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw Failure("\(path) is a file; --out takes a folder")
    }
  }

  /// Writes a file beside its place and renames it there when it is whole.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let draft = path + ".part"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Failure("\(path): cannot be written: \(String(cString: strerror(errno)))") }
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        let reason = String(cString: strerror(errno))
        close(descriptor)
        unlink(draft)
        throw Failure("\(path): cannot be written: \(reason)", status: ExitStatus.internalError)
      }
    }
    guard close(descriptor) == 0, rename(draft, path) == 0 else {
      throw Failure("\(path): cannot be written: \(String(cString: strerror(errno)))", status: ExitStatus.internalError)
    }
  }
}
