import Glibc
import Testing

/// The folder of public data sets beside the project, where it is present: they are too large, and not ours, to be part
/// of it. `CLIENTELE_SHARED_DATA` names another folder.
public enum SharedData {
  /// The folder, whether it is there or not.
  public static let folder: String = {
    if let path = getenv("CLIENTELE_SHARED_DATA"), path.pointee != 0 { return String(cString: path) }
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    return root + "/../shared/data"
  }()

  /// The path of a file there; `nil` where it is absent.
  public static func path(_ name: String) -> String? {
    let path = folder + "/" + name
    return access(path, R_OK) == 0 ? path : nil
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test, visibly, where one of these files is absent from the folder of public data sets.
  public static func sharedData(_ names: String..., sourceLocation: SourceLocation = #_sourceLocation) -> Self {
    let absent = names.filter { SharedData.path($0) == nil }
    return .enabled(
      if: absent.isEmpty, "absent from \(SharedData.folder): \(absent.joined(separator: ", "))",
      sourceLocation: sourceLocation)
  }
}
