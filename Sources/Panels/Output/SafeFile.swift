import Glibc
import Workbook

/// Why a file could not be written; the file that was there, if any, is as it was.
public enum FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A file of this name is there already: ask, then write with `replacing`.
  case exists(path: String)
  /// The folder does not exist.
  case noFolder(path: String)
  /// The folder or the file may not be written to.
  case noPermission(path: String)
  /// The path is a folder.
  case isFolder(path: String)
  /// The path is a symbolic link, which could lead anywhere.
  case isLink(path: String)
  /// The path is a device, a pipe, a socket, or no path at all.
  case isSpecial(path: String)
  /// The disk, a quota or a limit of file sizes is used up.
  case noRoom(path: String)
  /// Anything else, in the system's words.
  case other(path: String, why: String)

  init(_ code: Int32, path: String) {
    switch code {
    case EEXIST: self = .exists(path: path)
    case ENOENT, ENOTDIR: self = .noFolder(path: path)
    case EACCES, EPERM, EROFS: self = .noPermission(path: path)
    case EISDIR: self = .isFolder(path: path)
    case ELOOP: self = .isLink(path: path)
    case EINVAL: self = .isSpecial(path: path)
    case ENOSPC, EDQUOT, EFBIG: self = .noRoom(path: path)
    default: self = .other(path: path, why: PrivateFile.words(code))
    }
  }

  /// What is wrong and what to do, in two sentences.
  public var description: String {
    switch self {
    case .exists(let path): "\(path) exists already. Choose another name, or replace it."
    case .noFolder(let path): "\(path) cannot be written: its folder does not exist. Make it, or choose another."
    case .noPermission(let path): "\(path) may not be written. Choose a folder of your own."
    case .isFolder(let path): "\(path) is a folder. Add the name of a file."
    case .isLink(let path): "\(path) is a link to another file. Name that file, or choose another name."
    case .isSpecial(let path): "\(path) is no ordinary file. Choose another name."
    case .noRoom(let path): "\(path) cannot be written: there is no room left. Make room, or choose another disk."
    case .other(let path, let why): "\(path) cannot be written: \(why). Choose another name or folder."
    }
  }
}

/// Files that leave the program: whole or not at all, and for their owner alone.
public enum SafeFile {
  /// Writes a file: into a temporary one beside it first, which then takes the name in one step.
  ///
  /// Its permissions are 0600, those of a replaced file notwithstanding. When writing fails nothing is left behind; when
  /// the machine fails in between, at most a file `.clientele.……` beside it.
  ///
  /// - Parameters:
  ///   - replacing: Whether a file that is there may be replaced; else it is kept, even when it came in the meantime.
  ///   - body: Gives bytes to the sink. After a failure they are dropped.
  public static func write(
    path: String, replacing: Bool = false, body: (_ sink: @escaping ([UInt8]) -> Void) -> Void
  ) throws(FileError) {
    let code = PrivateFile.write(to: path, replacing: replacing, body: body)
    if code != 0 { throw FileError(code, path: path) }
  }
}
