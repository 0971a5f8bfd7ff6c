import Panels

/// The panels of the overview, in the order in which the keys go through them.
public enum Overview {
  /// Ids of the registry panels that have a place on the overview.
  public static let panelIDs = ["funnel", "deciles", "lifecycle", "churn"]
}

extension DashboardState {
  /// The registry panel at the bottom of what is shown.
  public var rootPanel: String {
    switch screen {
    case .overview: return overviewFocus
    case .panel(let id): return id
    }
  }

  /// The view that the keys work on.
  public var view: View? { stack.last ?? panels[rootPanel] }

  /// Changes the view that the keys work on.
  mutating func updateView(_ change: (inout View) -> Void) {
    if !stack.isEmpty {
      change(&stack[stack.count - 1])
    } else if var view = panels[rootPanel] {
      change(&view)
      panels[rootPanel] = view
    }
  }

  /// Changes what newer figures must not lose of the view that the keys work on: marks and columns.
  mutating func changeView(_ change: (inout View) -> Void) {
    updateView { view in
      change(&view)
      view.changes += 1
    }
  }

  /// Breadcrumbs from the top level to what is shown.
  public var crumbs: [String] {
    var crumbs: [String] = []
    switch screen {
    case .overview:
      crumbs.append("Overview")
      // What was found or filtered does not come from the panel that happens to have the keys.
      let isFromPanel = stack.first.map { $0.origin != .customer && $0.origin != .everybody } ?? false
      if isFromPanel, let panel = PanelRegistry.panel(overviewFocus) { crumbs.append(panel.title) }
    case .panel(let id):
      if let panel = PanelRegistry.panel(id) { crumbs += [panel.group.rawValue, panel.title] }
    }
    // A list of everybody is called after its filter only while it has one.
    return crumbs + stack.map { $0.origin == .everybody && $0.rule.filter.isEmpty ? "Everybody" : $0.crumb }
  }

  /// Whether there are files that can be followed.
  public var canFollow: Bool { !isDemo && isFollowable }

  /// Whether figures are on the screen or on their way: nothing is under way.
  public var isIdle: Bool { jobs.isIdle }
}

extension Overview {
  /// Head of an overview panel before its sheet is there.
  static func title(of id: String) -> String { PanelRegistry.panel(id)?.title ?? id }
}
