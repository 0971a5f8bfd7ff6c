import Glibc
import Ledger

/// Files of the plain shop folder that lie in the same folder as a named order file.
enum Neighbours {
  /// Files of a folder that are looked at: beyond that it is no shop's folder.
  static let limit = 200

  /// The tables beside the named files that are recognised by their header as one of the plain shop folder's side files:
  /// customers, products, costs, visits and the like. Never more orders: those have to be named.
  ///
  /// A neighbour that cannot be read is passed over: nobody asked for it.
  static func tables(beside sources: [Source], _ options: ReadOptions) -> [TextTable] {
    var named: Set<String> = []
    var folders: Set<String> = []
    for case .file(let path) in sources where !Folder.isFolder(path) {
      named.insert(path)
      let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      folders.insert(parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/"))
    }
    var found: [TextTable] = []
    for folder in folders.sorted() {
      guard let files = try? Folder.files(folder), files.count <= limit else { continue }
      for file in files {
        let isPlainPath = folder == "." && !named.contains { $0.hasPrefix("./") }
        let path = isPlainPath && file.hasPrefix("./") ? String(file.dropFirst(2)) : file
        guard !named.contains(path), !named.contains(file), isText(path), hasSideHeader(path) else { continue }
        guard let tables = try? Preparation.tables(of: .file(path), options, PassedOver(), nil) else { continue }
        found += tables.filter(isSide)
      }
    }
    return found
  }

  private static func isText(_ path: String) -> Bool {
    let name = path.lowercased()
    return [".csv", ".tsv", ".txt"].contains { name.hasSuffix($0) }
  }

  /// Whether the beginning of a file has the header of a side file: large files are not read for nothing.
  private static func hasSideHeader(_ path: String) -> Bool {
    let descriptor = FileName.with(path) { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 15)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0, let end = bytes[..<count].lastIndex(of: 10) else { return false }
    guard
      let tables = try? Preparation.tables(
        of: .bytes(name: path, Array(bytes[...end])), ReadOptions(), PassedOver(), nil)
    else {
      return false
    }
    return tables.contains(where: isSide)
  }

  private static func isSide(_ table: TextTable) -> Bool {
    guard let reader = try? TableReader(table) else { return false }
    guard let best = Formats.recognise(header: reader.header, sample: [], name: table.label).first else { return false }
    guard case .side = best.kind.role else { return false }
    return best.confidence >= Formats.certain && best.kind.id.hasPrefix("plain-")
  }
}
