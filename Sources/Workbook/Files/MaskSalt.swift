import CSodium
import Glibc
import Ledger

/// The secret of a user's masks: 32 random bytes in a file that only its owner may read.
///
/// With the same file the same person has the same pseudonym on every run; without it nobody can try out names.
public struct MaskSalt: Sendable {
  /// Bytes of the secret.
  public static let length = 32

  private let bytes: [UInt8]

  /// Reads the secret; makes it, and the folders above it, where there is none.
  ///
  /// - Throws: ``WorkbookError`` where the file cannot be read, is no such secret, or cannot be made.
  public init(path: String) throws(WorkbookError) {
    guard sodium_init() >= 0 else {
      throw WorkbookError(file: path, what: "libsodium does not start", wayOut: "Install it anew.")
    }
    switch PrivateFile.read(path, limit: MaskSalt.length) {
    case .bytes(let found): bytes = try MaskSalt.checked(found, path: path)
    case .unreadable(let why): throw MaskSalt.unusable(path, why)
    case .absent: bytes = try MaskSalt.made(path)
    }
    if chmod(path, 0o600) != 0 { throw MaskSalt.unusable(path, PrivateFile.words(errno)) }
  }

  /// The mask that hashes with this secret: keyed BLAKE2b (RFC 7693) of libsodium.
  public var mask: Mask {
    let bytes = bytes
    return Mask { text in
      // 16 bytes is the shortest hash that the library makes; the first 8 are as good as 8 of a shorter one.
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { out in
        guard let start = out.baseAddress else { return 0 }
        crypto_generichash(start, 16, text.baseAddress, UInt64(text.count), bytes, bytes.count)
        return out[..<8].reduce(0) { $0 << 8 | UInt64($1) }
      }
    }
  }

  private static func made(_ path: String) throws(WorkbookError) -> [UInt8] {
    var fresh = [UInt8](repeating: 0, count: length)
    randombytes_buf(&fresh, fresh.count)
    switch PrivateFile.write(fresh, to: path, replacing: false) {
    case 0: return fresh
    case EEXIST:
      // Another program made it in the meantime: its secret counts.
      guard case .bytes(let found) = PrivateFile.read(path, limit: length) else {
        throw unusable(path, "cannot be read")
      }
      return try checked(found, path: path)
    case let code: throw unusable(path, "cannot be written: \(PrivateFile.words(code))")
    }
  }

  private static func checked(_ bytes: [UInt8], path: String) throws(WorkbookError) -> [UInt8] {
    guard bytes.count == length else {
      throw unusable(path, "has \(bytes.count) bytes; the secret of masks has \(length)")
    }
    return bytes
  }

  private static func unusable(_ path: String, _ why: String) -> WorkbookError {
    WorkbookError(
      file: path, what: why,
      wayOut: "Check the file, bring it back from a copy, or remove it: a new one gives other pseudonyms.")
  }
}
